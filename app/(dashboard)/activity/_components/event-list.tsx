import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { EventIcon } from "@/app/(dashboard)/activity/_components/event-icon";
import { inWords, labelOf, originOf, valueInWords } from "@/app/(dashboard)/activity/in-words";
import { Time } from "@/components/time";
import type { AuditEvent } from "@/lib/audit/schema";

/** What happened, newest first. */
export function EventList({ events }: { events: AuditEvent[] }) {
  return (
    <ol className="divide-y overflow-hidden rounded-xl border bg-card">
      {events.map((event) => (
        <Event key={event.id} event={event} />
      ))}
    </ol>
  );
}

function Event({ event }: { event: AuditEvent }) {
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3.5 px-4 py-3 md:grid-cols-[auto_minmax(0,1fr)_9rem]">
      <EventIcon about={event.subjectType} action={event.action} />
      <div className="min-w-0 pt-1.5">
        <Sentence event={event} />
        <Details event={event} />
      </div>
      <p className="pt-1.5 text-meta text-muted-foreground max-md:col-start-2 md:text-right">
        <Time value={event.at} show="short" />
        <span className="mx-1.5 md:hidden">·</span>
        <Time value={event.at} show="relative" className="md:block" />
      </p>
    </li>
  );
}

function Sentence({ event }: { event: AuditEvent }) {
  const { before, subject, after, href } = inWords(event);
  return (
    <p className="break-words leading-5">
      <span className="font-medium">{event.actorName}</span> {before}{" "}
      {subject && href && (
        <Link
          href={href}
          prefetch={false}
          className="font-medium underline decoration-border-strong underline-offset-3 hover:decoration-current"
        >
          {subject}
        </Link>
      )}
      {subject && !href && <span className="font-medium">{subject}</span>} {after}
    </p>
  );
}

/** From where, and the facts of the event. Nothing secret is ever written there. */
function Details({ event }: { event: AuditEvent }) {
  const { details, address, client, subjectType, subjectId, action, id } = event;
  const from = originOf(event);
  const facts: [string, string][] = [
    ...Object.entries(details).map(([key, value]): [string, string] => [labelOf(key), valueInWords(value)]),
    ["Address", address || "none"],
    ["Browser", client || "none"],
    ["Event", `${action}, number ${id}`],
    ["Subject", `${subjectType} ${subjectId}`],
  ];
  return (
    <details className="group text-meta text-muted-foreground">
      <summary className="-ml-1 inline-flex max-w-full list-none items-center gap-1 rounded-sm py-0.5 pr-1.5 hover:text-foreground pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 shrink-0 transition-transform group-open:rotate-90" />
        <span className="truncate">{from ? `From ${from}` : "Details"}</span>
      </summary>
      <dl className="mt-1 mb-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-md bg-muted px-3 py-2.5">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt>{label}</dt>
            <dd className="tabular break-words text-foreground">
              {isMoment(value) ? <Time value={value} show="absolute" /> : value}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

const isMoment = (value: string) => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value);
