import { roleSummary, roles } from "@/lib/auth/roles";

/** What a role may do, in a line each. */
export function RoleLegend() {
  return (
    <section aria-labelledby="roles">
      <h2 id="roles" className="mb-3 font-semibold text-sm">
        What each role may do
      </h2>
      <dl className="grid gap-x-8 gap-y-3 text-sm sm:grid-cols-2 lg:grid-cols-4">
        {roles.map((role) => (
          <div key={role}>
            <dt className="font-medium first-letter:uppercase">{role}</dt>
            <dd className="text-muted-foreground">{roleSummary[role]}.</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
