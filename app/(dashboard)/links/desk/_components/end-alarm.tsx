"use client";

import { endAlarm } from "@/app/(dashboard)/links/desk/actions";
import { ReasonDialog } from "@/components/reason-dialog";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

/** An alarm ends with a reason, which is kept. */
export function EndAlarm({ alarmId, imageName }: { alarmId: string; imageName: string }) {
  return (
    <ReasonDialog
      trigger={<Button size="sm">End the alarm</Button>}
      title="End this alarm?"
      description={`The link to ${imageName} keeps opening the picture until its end. Say who made it and why that is fine; the activity keeps your words.`}
      confirm="End the alarm"
      busyWord="Ending…"
      onReason={async (reason) => {
        const result = await endAlarm({ alarmId, reason });
        if (result.ok) toast({ kind: "done", title: "The alarm has ended" });
        return result;
      }}
    />
  );
}
