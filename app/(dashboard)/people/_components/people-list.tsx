import Link from "next/link";
import { AccountSwitch } from "@/app/(dashboard)/people/_components/account-switch";
import { RoleSelect } from "@/app/(dashboard)/people/_components/role-select";
import { Avatar } from "@/components/layout/account-menu";
import { Time } from "@/components/time";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/lib/cn";
import type { PersonRow } from "@/lib/people/schema";

export const personColumns =
  "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 px-4 md:grid-cols-[minmax(0,1fr)_9rem_11rem_6rem]";

type PeopleListProps = { people: PersonRow[]; canManage: boolean };

/** Everybody with an account. Owners change roles in place; others read them. */
export function PeopleList({ people, canManage }: PeopleListProps) {
  return (
    <section aria-label="Accounts" className="overflow-hidden rounded-xl border bg-card">
      <div
        aria-hidden
        className={cn(
          personColumns,
          "h-9 border-b bg-muted/60 font-medium text-muted-foreground text-xs max-md:hidden",
        )}
      >
        <span>Person</span>
        <span>Role</span>
        <span>Last sign-in</span>
      </div>
      <ul className="divide-y">
        {people.map((person) => (
          <Person key={person.id} person={person} canManage={canManage} />
        ))}
      </ul>
    </section>
  );
}

function Person({ person, canManage }: { person: PersonRow; canManage: boolean }) {
  const { id, name, email, role, disabledAt, lastSignInAt, isYou } = person;
  return (
    <li className={cn(personColumns, "min-h-16 py-3")}>
      <div className="flex min-w-0 items-center gap-3">
        <Avatar name={name} />
        <div className="min-w-0">
          <p className="flex items-center gap-2">
            <Link
              href={`/activity?by=${id}`}
              prefetch={false}
              title={`What ${name} did`}
              className={cn("truncate font-medium hover:underline", disabledAt && "text-muted-foreground")}
            >
              {name}
            </Link>
            {isYou && <Badge tone="outline">You</Badge>}
            {disabledAt && <Badge>Disabled</Badge>}
          </p>
          <p className="truncate text-meta text-muted-foreground">{email}</p>
        </div>
      </div>
      <div className="max-md:order-3 max-md:pl-10">
        {canManage && !disabledAt ? (
          <RoleSelect userId={id} name={name} role={role} isYou={isYou} />
        ) : (
          <span className="block text-sm first-letter:uppercase">{role}</span>
        )}
      </div>
      <p className="text-meta text-muted-foreground max-md:order-4 max-md:text-right">
        {lastSignInAt ? <Time value={lastSignInAt} show="relative" /> : "Never"}
      </p>
      <div className="flex justify-end">
        {canManage && !isYou && <AccountSwitch userId={id} name={name} disabled={disabledAt !== null} />}
      </div>
    </li>
  );
}
