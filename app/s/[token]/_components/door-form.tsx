import { type DoorProblem, doorWords } from "@/app/s/[token]/door-problem";
import { PasswordField } from "@/components/password-field";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";

type DoorFormProps = {
  token: string;
  needsPassword: boolean;
  terms: string;
  /** Null before the password. */
  count: number | null;
  problem: DoorProblem;
};

/** A plain form: the reader's browser may run no script at all. */
export function DoorForm({ token, needsPassword, terms, count, problem }: DoorFormProps) {
  const words = doorWords(problem);
  return (
    <form method="post" action={`/s/${token}/open`} noValidate className="grid gap-5">
      {terms && (
        <div className="grid gap-3">
          <section
            aria-label="Terms"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: long terms must be scrollable by keyboard
            tabIndex={0}
            className="max-h-52 overflow-y-auto whitespace-pre-line break-words rounded-lg border bg-card p-4 text-sm leading-6"
          >
            {terms}
          </section>
          <label htmlFor="accepted" className="flex min-h-11 cursor-pointer items-center gap-3 text-sm">
            <Checkbox
              id="accepted"
              name="accepted"
              defaultChecked={problem.accepted === "1"}
              autoFocus={words.accepted !== undefined}
              aria-invalid={words.accepted ? true : undefined}
              aria-describedby={words.accepted ? "accepted-error" : undefined}
            />
            I accept these terms
          </label>
          {words.accepted && (
            <p id="accepted-error" role="alert" className="text-danger text-meta">
              {words.accepted}
            </p>
          )}
        </div>
      )}
      {needsPassword && (
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          autoFocus={words.password !== undefined}
          error={words.password}
        />
      )}
      <Button type="submit" variant="primary" size="lg" className="text-sm">
        {count === null ? "Go on" : count === 1 ? "See the picture" : `See the ${count} pictures`}
      </Button>
    </form>
  );
}
