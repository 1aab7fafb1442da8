import { Stat, StatGroup } from "@/components/stat";
import { formatCount } from "@/lib/format";
import type { AccountLook, ImportDesk } from "@/lib/import/schema";

/** What the account holds, told apart, before anything is brought in. */
export function AccountNumbers({ look, phase }: { look: AccountLook; phase: ImportDesk["phase"] }) {
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
        <Vanished count={vanished} phase={phase} />
      </StatGroup>
    </section>
  );
}

/** Nobody knows what is missing before the list has been read, and how much before each was asked about. */
function Vanished({ count, phase }: { count: number; phase: ImportDesk["phase"] }) {
  if (phase === "list") return <Stat label="Vanished" value="…" hint="known once the list has been read" />;
  const href = count > 0 ? { href: "/images?q=is%3Avanished" } : {};
  return phase === "verify" ? (
    <Stat label="Vanished so far" value={formatCount(count)} hint="still asking one by one" {...href} />
  ) : (
    <Stat label="Vanished" value={formatCount(count)} hint="here, gone at Cloudflare" {...href} />
  );
}
