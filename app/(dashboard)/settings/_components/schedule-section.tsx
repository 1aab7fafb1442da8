import { CircleAlert, CircleCheck } from "lucide-react";
import { Section } from "@/app/(dashboard)/settings/_components/section";
import { Time } from "@/components/time";
import type { InstallationFacts } from "@/lib/installation/schema";

const jobs = [
  {
    path: "/api/cron/settle",
    title: "Finish what was left",
    text: "Uploads whose tab was closed, deletes that Cloudflare refused, jobs and imports are brought to their end.",
  },
  {
    path: "/api/cron/check",
    title: "Read the account",
    text: "Every image's flag, the variants and the keys are read again, so that what the screens say stays true.",
  },
];

/** What runs when nobody is looking, and when it last did. */
export function ScheduleSection({ facts }: { facts: InstallationFacts }) {
  const { scheduled, syncedAt, syncError } = facts;
  const Icon = scheduled && !syncError ? CircleCheck : CircleAlert;
  return (
    <Section
      id="schedule"
      title="On a schedule"
      sentence="Two jobs keep the answers true when nobody is looking."
    >
      <p className="flex gap-2.5 text-sm">
        <Icon
          aria-hidden
          className={
            scheduled && !syncError
              ? "mt-0.5 size-4 shrink-0 text-sealed"
              : "mt-0.5 size-4 shrink-0 text-ending"
          }
        />
        <span>
          {scheduled
            ? "The scheduler may call. "
            : "No scheduler: CRON_SECRET is not set, so both happen only while somebody has Darkroom open. "}
          {syncedAt ? (
            <>
              The account was last read as a whole <Time value={syncedAt} show="relative" />.
            </>
          ) : (
            "The account has not been read as a whole yet."
          )}
        </span>
      </p>
      {syncError && <p className="mt-2 pl-6.5 text-danger text-sm">The last try stopped: {syncError}</p>}
      <dl className="mt-5 grid gap-4 pl-6.5 text-sm">
        {jobs.map(({ path, title, text }) => (
          <div key={path}>
            <dt className="font-medium">{title}</dt>
            <dd className="text-muted-foreground">
              {text} <code className="font-mono text-xs">{path}</code>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
