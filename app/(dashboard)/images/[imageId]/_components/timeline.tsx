import { Section } from "@/app/(dashboard)/images/[imageId]/_components/section";
import type { TimelineEntry } from "@/app/(dashboard)/images/[imageId]/timeline-entries";
import { Time } from "@/components/time";
import { formatCount } from "@/lib/format";

const shown = 6;

/** What happened to this image, newest first. */
export function Timeline({ entries }: { entries: TimelineEntry[] }) {
  if (entries.length === 0) return null;
  const older = entries.slice(shown);
  return (
    <Section title="Timeline">
      <Steps entries={entries.slice(0, shown)} />
      {older.length > 0 && (
        <details>
          <summary className="rounded-sm py-1 text-meta text-muted-foreground hover:text-foreground">
            {formatCount(older.length, "earlier event")}
          </summary>
          <div className="pt-2">
            <Steps entries={older} />
          </div>
        </details>
      )}
    </Section>
  );
}

function Steps({ entries }: { entries: TimelineEntry[] }) {
  return (
    <ol className="text-sm">
      {entries.map(({ key, at, who, did, more }) => (
        <li
          key={key}
          className="relative pb-3.5 pl-5 before:absolute before:top-1.5 before:left-0 before:size-2 before:rounded-full before:bg-border-strong after:absolute after:top-4 after:bottom-0 after:left-[3.5px] after:w-px after:bg-border last:after:hidden"
        >
          <p className="break-words">
            <span className="font-medium">{who}</span> {did}
          </p>
          {more && <p className="break-words text-meta text-muted-foreground">{more}</p>}
          <p className="text-muted-foreground text-xs">
            <Time value={at} show="absolute" />, <Time value={at} show="relative" />
          </p>
        </li>
      ))}
    </ol>
  );
}
