"use client";

import { CirclePause, CirclePlay } from "lucide-react";
import { useState, useTransition } from "react";
import { cancelImport, pauseImport, resumeImport } from "@/app/(dashboard)/import/actions";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/errors";
import { formatCount } from "@/lib/format";
import type { ImportState } from "@/lib/import/schema";

type ImportControlsProps = { importId: number; state: ImportState; imported: number };

/** Pause, go on, cancel: whatever makes sense now. */
export function ImportControls({ importId, state, imported }: ImportControlsProps) {
  const [busy, start] = useTransition();
  const [problem, setProblem] = useState<string>();
  const act = (call: (input: { importId: number }) => Promise<ActionResult<void>>) => () =>
    start(async () => {
      const answer = await call({ importId });
      setProblem(answer.ok ? undefined : answer.message);
    });
  return (
    <>
      {state === "running" ? (
        <Button size="sm" disabled={busy} onClick={act(pauseImport)}>
          <CirclePause aria-hidden />
          Pause
        </Button>
      ) : (
        <Button size="sm" variant="primary" disabled={busy} onClick={act(resumeImport)}>
          <CirclePlay aria-hidden />
          Go on
        </Button>
      )}
      <ConfirmDialog
        trigger={
          <Button size="sm" variant="danger-outline" disabled={busy}>
            Cancel import
          </Button>
        }
        title={`Cancel import ${importId}?`}
        sentence="It ends where it stands. What was brought in stays in the library; the rest stays at Cloudflare as it is and can be imported another time."
        consequences={[
          {
            count: formatCount(imported),
            what: `${imported === 1 ? "image" : "images"} brought in so far: they stay`,
          },
        ]}
        confirm="Cancel the import"
        onConfirm={() => cancelImport({ importId })}
      />
      {problem && (
        <p role="alert" className="w-full text-danger text-meta">
          {problem}
        </p>
      )}
    </>
  );
}
