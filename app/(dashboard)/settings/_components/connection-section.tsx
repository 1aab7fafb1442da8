import { ConnectionChecks } from "@/app/(dashboard)/settings/_components/connection-checks";
import { Section } from "@/app/(dashboard)/settings/_components/section";

export function ConnectionSection({ canPrepare }: { canPrepare: boolean }) {
  return (
    <Section
      id="connection"
      title="Connection to Cloudflare"
      sentence="Tries every part for real: token, plan, keys, variants, delivery. It changes nothing and takes some seconds."
    >
      <ConnectionChecks canPrepare={canPrepare} />
    </Section>
  );
}
