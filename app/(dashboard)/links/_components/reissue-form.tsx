"use client";

import { type TransitionStartFunction, useEffect, useState } from "react";
import { chosenEnd, localValue, proposedEnd } from "@/app/(dashboard)/images/link-end";
import { ReissueCounts } from "@/app/(dashboard)/links/_components/reissue-counts";
import { planReissue, reissueLinks } from "@/app/(dashboard)/links/actions";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { LinkTarget } from "@/lib/links/changes-schema";
import type { NewEnd, OldWay, Reissued, ReissuePlan } from "@/lib/links/reissue-schema";
import { linkPresets } from "@/lib/links/schema";

type ReissueFormProps = {
  target: LinkTarget;
  /** How many can be issued again, as soon as that is known. */
  onReady: (count: number) => void;
  onMade: (made: Reissued) => void;
  start: TransitionStartFunction;
};
type Choice = "same" | "at" | (typeof linkPresets)[number]["id"];

function endOf(choice: Choice, local: string): NewEnd | null {
  if (choice === "same") return { kind: "same" };
  if (choice !== "at") return { kind: "preset", preset: choice };
  const at = chosenEnd({ local }, new Date());
  return at && { kind: "at", at };
}

/** Until when, what becomes of the old ones, and what that does, counted anew with each choice. */
export function ReissueForm({ target, onReady, onMade, start }: ReissueFormProps) {
  const [choice, setChoice] = useState<Choice>("same");
  const [local, setLocal] = useState(() => localValue(proposedEnd(new Date())));
  const [old, setOld] = useState<OldWay>("keep");
  const [plan, setPlan] = useState<ReissuePlan>();
  const [problem, setProblem] = useState("");

  useEffect(() => {
    const end = endOf(choice, local);
    setPlan(undefined);
    onReady(0);
    if (!end) return setProblem("Choose a day and a time.");
    setProblem("");
    let asked = true;
    planReissue({ target, end }).then((answer) => {
      if (!asked) return;
      if (!answer.ok) return setProblem(answer.message);
      setPlan(answer.data);
      onReady(answer.data.ready);
    });
    return () => {
      asked = false;
    };
  }, [target, choice, local, onReady]);

  const send = () =>
    start(async () => {
      const end = endOf(choice, local);
      if (!plan || !end) return;
      const answer = await reissueLinks({ target, end, old, expected: plan.ready });
      if (answer.ok) onMade(answer.data);
      else setProblem(answer.message);
    });

  return (
    <form
      id="reissue"
      noValidate
      className="grid gap-4 pt-1"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field id="reissue-end" label="The new ones end">
          {(aria) => (
            <Select {...aria} value={choice} onChange={(event) => setChoice(event.target.value as Choice)}>
              <option value="same">As long again as before</option>
              {linkPresets.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
              <option value="at">A date and time</option>
            </Select>
          )}
        </Field>
        {choice === "at" && (
          <Field id="reissue-at" label="Ends, by your clock" required>
            {(aria) => (
              <Input
                {...aria}
                type="datetime-local"
                value={local}
                onChange={(event) => setLocal(event.target.value)}
              />
            )}
          </Field>
        )}
      </div>
      <Field
        id="reissue-old"
        label="The old ones"
        hint="Only pages can be stopped. A direct link runs on to its end; the leak desk says what stops it."
      >
        {(aria) => (
          <Select
            {...aria}
            value={old}
            onChange={(event) => setOld(event.target.value as OldWay)}
            className="sm:max-w-80"
          >
            <option value="keep">Stay as they are</option>
            <option value="soon">Pages end within a day</option>
            <option value="stop">Pages are revoked now</option>
          </Select>
        )}
      </Field>
      {problem ? (
        <p role="alert" className="text-danger text-sm">
          {problem}
        </p>
      ) : (
        <ReissueCounts plan={plan} old={old} />
      )}
    </form>
  );
}
