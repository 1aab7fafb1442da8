import { PasswordDialog } from "@/app/(dashboard)/settings/_components/password-dialog";
import { Section } from "@/app/(dashboard)/settings/_components/section";
import { Fact, FactList } from "@/components/fact-list";
import { ThemeSwitch } from "@/components/layout/theme-switch";
import { type Role, roleSummary } from "@/lib/auth/roles";

export function AccountSection({ name, email, role }: { name: string; email: string; role: Role }) {
  return (
    <Section id="account" title="Your account" sentence="Your role is changed by an owner.">
      <FactList>
        <Fact label="Name">{name}</Fact>
        <Fact label="E-mail">{email}</Fact>
        <Fact label="Role">
          <span className="inline-block first-letter:uppercase">{role}</span>
          <span className="text-muted-foreground"> · {roleSummary[role]}</span>
        </Fact>
        <Fact label="Password" action={<PasswordDialog email={email} />}>
          <span className="text-muted-foreground">Known only to you</span>
        </Fact>
        <Fact label="Theme" action={<ThemeSwitch />}>
          <span className="text-muted-foreground">On this device</span>
        </Fact>
      </FactList>
    </Section>
  );
}
