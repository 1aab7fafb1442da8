import { Stat, StatGroup } from "@/components/stat";
import { formatCount } from "@/lib/format";
import type { AccountLook } from "@/lib/import/schema";

/** What the account holds, told apart, before anything is brought in. */
export function AccountNumbers({ look }: { look: AccountLook }) {
  const { stored, known, newPrivate, newPublic, newCustom, changed, vanished } = look;
  const fresh = newPrivate + newPublic;
  return (
    <section aria-label="What the account holds">
      <StatGroup className="sm:grid-flow-row sm:grid-cols-3 xl:grid-cols-6">
        <Stat label="At Cloudflare" value={formatCount(stored)} hint="images in the account" />
        <Stat label="Here already" value={formatCount(known)} hint="each has a row" href="/images" />
        <Stat
          label="New"
          value={formatCount(fresh)}
          hint={
            fresh === 0
              ? "nothing to bring in"
              : `${formatCount(newPrivate)} private, ${formatCount(newPublic)} public`
          }
        />
        <Stat label="New, never private" value={formatCount(newCustom)} hint="their ids were chosen" />
        <Stat label="Changed" value={formatCount(changed)} hint="another flag than ours" />
        <Stat
          label="Vanished"
          value={formatCount(vanished)}
          hint="here, gone at Cloudflare"
          {...(vanished > 0 && { href: "/images?q=is%3Avanished" })}
        />
      </StatGroup>
    </section>
  );
}
