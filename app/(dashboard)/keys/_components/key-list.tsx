import { KeyRound, Unlink } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { KeyActions } from "@/app/(dashboard)/keys/_components/key-actions";
import { Outside } from "@/app/(dashboard)/keys/_components/outside";
import { Time } from "@/components/time";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/format";
import type { KeyAnswer, KeyRow } from "@/lib/keys/schema";

type KeyListProps = {
  keys: KeyRow[];
  canManage: boolean;
  /** Whether this person may account for what happened outside, and sign anew what died of it. */
  canAct: boolean;
  /** A link that is to get no new address when a key is deleted. */
  without: string | undefined;
};

/** The account's keys by name; those that are gone stay, because links were signed with them. */
export function KeyList({ keys, canManage, canAct, without }: KeyListProps) {
  const current = keys.find((key) => key.current)?.name ?? "";
  return (
    <ul className="divide-y overflow-hidden rounded-xl border bg-card">
      {keys.map((key) => (
        <Key
          key={key.id}
          row={key}
          outside={<Outside row={key} canAct={canAct} canSign={current !== ""} />}
          actions={
            canManage && !key.current && !key.goneAt ? (
              <KeyActions row={key} current={current} without={without} />
            ) : null
          }
        />
      ))}
    </ul>
  );
}

function Key({ row, outside, actions }: { row: KeyRow; outside: ReactNode; actions: ReactNode }) {
  const {
    id,
    name,
    foundAt,
    vanishedAt,
    measured,
    fingerprint,
    current,
    goneAt,
    leavesAt,
    firstSeenAt,
    liveLinks,
    lastEnd,
  } = row;
  const Icon = goneAt ? Unlink : KeyRound;
  const moment = goneAt ?? lastEnd;
  return (
    <li className="grid gap-x-6 gap-y-4 px-4 py-4 md:grid-cols-[minmax(0,1fr)_7rem_16rem_7rem] md:items-start">
      <div className="flex min-w-0 items-center gap-3.5">
        <span
          aria-hidden
          className={cn(
            "flex size-9 shrink-0 items-center justify-center rounded-full",
            goneAt ? "bg-quiet-soft text-quiet" : "bg-accent text-foreground",
          )}
        >
          <Icon className="size-4" />
        </span>
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className={cn("truncate font-medium", goneAt && "text-muted-foreground")}>{name}</span>
            {current && <Badge tone="sealed">Signs new links</Badge>}
            {goneAt && <Badge>{vanishedAt ? "Vanished" : "Gone"}</Badge>}
            {foundAt && !goneAt && <Badge tone="exposed">Not made in Darkroom</Badge>}
            {leavesAt && !goneAt && <Badge tone="ending">Leaves when drained</Badge>}
          </p>
          <p className="text-meta text-muted-foreground">
            Fingerprint <code className="font-mono text-xs">{fingerprint}</code>
          </p>
        </div>
      </div>
      <Fact label="Live links">
        <span className={liveLinks > 0 ? "font-medium" : "text-muted-foreground"}>
          {liveLinks > 0 ? (
            <Link
              href={`/links?q=is:open+key:${id}`}
              prefetch={false}
              aria-label={`${formatCount(liveLinks, "live link")} signed with ${name}`}
              className="underline decoration-border-strong underline-offset-3 hover:decoration-current"
            >
              {formatCount(liveLinks)}
            </Link>
          ) : (
            "None"
          )}
        </span>
      </Fact>
      <Fact label={goneAt ? "Gone since" : "Last of them ends"}>
        {moment ? (
          <Moment value={moment} />
        ) : (
          <span className="text-muted-foreground">{row.idle ? "No live link" : "Nothing hangs on it"}</span>
        )}
      </Fact>
      <Fact label="First seen">
        <Time value={firstSeenAt} show="day" />
      </Fact>
      {goneAt && measured && (
        <p className="text-sm md:col-span-4 md:pl-12.5">
          {answers[measured.answer]} <Time value={measured.at} className="text-muted-foreground" />
        </p>
      )}
      {outside}
      {!goneAt && (
        <div className="grid gap-3 md:col-span-4 md:pl-12.5">
          <p className="text-sm">
            <Carries row={row} />
          </p>
          {actions}
        </div>
      )}
    </li>
  );
}

/** What the delivery host said to an address signed with a key after it was deleted. */
const answers: Record<KeyAnswer, string> = {
  refused: "Measured: an address signed with it is refused.",
  absent: "The picture that was tried was not there, so nothing was measured.",
  unreachable: "The delivery host did not answer, so nothing was measured.",
  served:
    "An address signed with it still opened. Cloudflare may keep a copy for some time; measure its links again at the leak desk.",
};

/** What hangs on it, as a sentence that can be read to somebody. */
function Carries({ row: { name, current, foundAt, liveLinks, lastEnd, idle } }: { row: KeyRow }) {
  if (current) return `Everything new is signed with ${name}.`;
  if (liveLinks === 0 && idle)
    return (
      <>
        No live link hangs on {name}, but {formatCount(idle.links, "link", "links")} to what is public just
        now {idle.links === 1 ? "is" : "are"} signed with it and would need it again; the last ends{" "}
        <Time value={idle.lastEnd} />.
      </>
    );
  if (foundAt && liveLinks === 0)
    return `No link of the ledger hangs on ${name}. What others signed with it is not known here and would stop too.`;
  if (liveLinks === 0 || !lastEnd) return `Nothing hangs on ${name}: it can go without harm.`;
  return (
    <>
      {name} still carries {formatCount(liveLinks, "direct link")}, the last ends <Time value={lastEnd} />.
    </>
  );
}

function Moment({ value }: { value: Date }) {
  return (
    <>
      <Time value={value} show="absolute" className="block" />
      <Time value={value} show="relative" className="block text-meta text-muted-foreground" />
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <dl className="text-sm max-md:flex max-md:justify-between max-md:gap-4 max-md:pl-12.5">
      <dt className="shrink-0 text-meta text-muted-foreground">{label}</dt>
      <dd className="tabular max-md:text-right">{children}</dd>
    </dl>
  );
}
