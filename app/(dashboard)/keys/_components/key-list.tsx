import { KeyRound, Unlink } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { KeyActions } from "@/app/(dashboard)/keys/_components/key-actions";
import { Time } from "@/components/time";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/format";
import type { KeyRow } from "@/lib/keys/schema";

/** The account's keys by name; those that are gone stay, because links were signed with them. */
export function KeyList({ keys, canManage }: { keys: KeyRow[]; canManage: boolean }) {
  const current = keys.find((key) => key.current)?.name ?? "";
  return (
    <ul className="divide-y overflow-hidden rounded-xl border bg-card">
      {keys.map((key) => (
        <Key
          key={key.id}
          row={key}
          actions={
            canManage && !key.current && !key.goneAt ? <KeyActions row={key} current={current} /> : null
          }
        />
      ))}
    </ul>
  );
}

function Key({ row, actions }: { row: KeyRow; actions: ReactNode }) {
  const { id, name, fingerprint, current, goneAt, leavesAt, firstSeenAt, liveLinks, lastEnd } = row;
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
            {goneAt && <Badge>Gone</Badge>}
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
              href={`/links?key=${id}`}
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
          <span className="text-muted-foreground">Nothing hangs on it</span>
        )}
      </Fact>
      <Fact label="First seen">
        <Time value={firstSeenAt} show="day" />
      </Fact>
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

/** What hangs on it, as a sentence that can be read to somebody. */
function Carries({ row: { name, current, liveLinks, lastEnd } }: { row: KeyRow }) {
  if (current) return `Everything new is signed with ${name}.`;
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
