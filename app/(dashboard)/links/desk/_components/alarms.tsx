import { KeyRound } from "lucide-react";
import Link from "next/link";
import { EndAlarm } from "@/app/(dashboard)/links/desk/_components/end-alarm";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/lib/format";
import type { Alarm } from "@/lib/leaks/schema";

/** Genuine signatures that nobody here made, until somebody has acted or said why it is no concern. */
export function Alarms({ alarms, canAct }: { alarms: Alarm[]; canAct: boolean }) {
  if (alarms.length === 0) return null;
  return (
    <section
      aria-labelledby="alarms"
      className="mt-8 max-w-3xl overflow-hidden rounded-xl border border-danger/50 bg-card"
    >
      <div className="flex gap-3.5 p-4 sm:p-5">
        <KeyRound aria-hidden className="mt-0.5 size-5 shrink-0 text-danger" />
        <div className="min-w-0">
          <h2 id="alarms" className="font-semibold text-base leading-6">
            {formatCount(alarms.length, "genuine link was", "genuine links were")} not made here
          </h2>
          <p className="mt-0.5 max-w-prose text-muted-foreground text-sm">
            Somebody else signs with a key of this account, and whoever has a key can open every private
            picture. If no other program of yours does that, rotate the key.
          </p>
        </div>
      </div>
      <ul className="divide-y border-t">
        {alarms.map((alarm) => (
          <li
            key={alarm.id}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2.5 px-4 py-3.5 sm:px-5"
          >
            <div className="min-w-0 flex-1 basis-64 text-sm">
              <p className="break-words font-medium">
                {alarm.imageName}{" "}
                <span className="font-normal text-muted-foreground">in {alarm.variantId}</span>
              </p>
              <p className="text-meta text-muted-foreground">
                Signed with {alarm.keyName},{" "}
                {alarm.endsAt ? (
                  <>
                    ends <Time value={alarm.endsAt} />
                  </>
                ) : (
                  "never ends"
                )}
                . Found <Time value={alarm.foundAt} show="relative" /> by {alarm.foundBy}.
              </p>
            </div>
            {canAct && (
              <div className="flex gap-2 max-sm:grid max-sm:w-full">
                <EndAlarm alarmId={alarm.id} imageName={alarm.imageName} />
                <Button asChild size="sm">
                  <Link href="/keys">Open keys</Link>
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {!canAct && (
        <p className="border-t px-4 py-3 text-meta text-muted-foreground sm:px-5">
          An admin or an owner can rotate the key or end the alarm. Tell one of them.
        </p>
      )}
    </section>
  );
}
