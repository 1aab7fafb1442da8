"use client";

import { CircleAlert, CircleCheck, PlugZap } from "lucide-react";
import { useState, useTransition } from "react";
import { prepare, tryConnection } from "@/app/(dashboard)/settings/actions";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/lib/format";
import type { ConnectionCheck } from "@/lib/sync/schema";

/** A button, then a line per part: whether it holds, and what to do where it does not. */
export function ConnectionChecks({ canPrepare }: { canPrepare: boolean }) {
  const [checks, setChecks] = useState<ConnectionCheck[]>();
  const [problem, setProblem] = useState<string>();
  const [busy, start] = useTransition();

  const run = (action: typeof tryConnection) =>
    start(async () => {
      setProblem(undefined);
      const result = await action({});
      if (result.ok) setChecks(result.data);
      else setProblem(result.message);
    });

  const fixable = canPrepare && checks?.some(({ id, ok }) => id === "own-variants" && !ok);
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button onClick={() => run(tryConnection)} disabled={busy} aria-busy={busy}>
          <PlugZap aria-hidden />
          {busy ? "Checking…" : checks ? "Check again" : "Check the connection"}
        </Button>
        {fixable && (
          <Button variant="primary" onClick={() => run(prepare)} disabled={busy}>
            Prepare the account
          </Button>
        )}
        <p role="status" className="text-meta text-muted-foreground">
          {!busy && checks && summary(checks)}
        </p>
      </div>
      {problem && (
        <p role="alert" className="text-danger text-sm">
          {problem}
        </p>
      )}
      {checks && (
        <ul className="divide-y rounded-xl border bg-card">
          {checks.map((check) => (
            <Line key={check.id} check={check} />
          ))}
        </ul>
      )}
    </div>
  );
}

function summary(checks: ConnectionCheck[]): string {
  const failed = checks.filter(({ ok }) => !ok).length;
  return failed === 0
    ? "Everything holds."
    : `${formatCount(failed, "thing needs", "things need")} attention.`;
}

function Line({ check: { ok, label, message } }: { check: ConnectionCheck }) {
  const Icon = ok ? CircleCheck : CircleAlert;
  return (
    <li className="flex gap-3 px-4 py-3 text-sm">
      <Icon
        aria-hidden
        className={ok ? "mt-0.5 size-4 shrink-0 text-sealed" : "mt-0.5 size-4 shrink-0 text-danger"}
      />
      <div className="min-w-0">
        <p className="font-medium">
          {label}
          <span className="sr-only">{ok ? ": holds" : ": needs attention"}</span>
        </p>
        <p className="break-words text-muted-foreground">{message}</p>
      </div>
    </li>
  );
}
