"use client";

import { ClipboardPaste, ScanSearch } from "lucide-react";
import { type FormEvent, useRef, useState, useTransition } from "react";
import { LeakCardView } from "@/app/(dashboard)/links/desk/_components/leak-card";
import { examineLeak } from "@/app/(dashboard)/links/desk/actions";
import { EmptyState } from "@/components/empty-state";
import { ErrorPanel } from "@/components/error-panel";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { formatCount } from "@/lib/format";
import { type Examination, type LeakCard, maxPaste } from "@/lib/leaks/schema";

/** Paste, and the answer comes by itself. What was pasted stays in this page and is never kept. */
export function Desk() {
  const [text, setText] = useState("");
  const [answer, setAnswer] = useState<Examination>();
  const [problem, setProblem] = useState<string>();
  const [busy, start] = useTransition();
  const results = useRef<HTMLDivElement>(null);

  function examine(pasted: string) {
    setText(pasted);
    start(async () => {
      setProblem(undefined);
      const result = await examineLeak({ text: pasted });
      if (!result.ok) return setProblem(result.message);
      setAnswer(result.data);
      results.current?.focus();
    });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    examine(text);
  }

  async function pasteAndExamine() {
    const pasted = await navigator.clipboard.readText().catch(() => null);
    if (pasted === null)
      return setProblem("The browser did not let Darkroom read the clipboard. Paste into the field instead.");
    examine(pasted);
  }

  return (
    <>
      <form method="post" onSubmit={submit} noValidate className="grid max-w-3xl gap-4">
        <Field
          id="found"
          label="What was found"
          hint="An address, several, or the text of the whole page they are on. It is read once and not kept."
          error={problem}
        >
          {(aria) => (
            <Textarea
              {...aria}
              value={text}
              maxLength={maxPaste}
              autoFocus
              spellCheck={false}
              autoCapitalize="none"
              autoComplete="off"
              className="max-h-60 min-h-28 break-all font-mono text-xs leading-5"
              onChange={(event) => setText(event.target.value)}
              onPaste={(event) => {
                if (text.trim() !== "") return;
                event.preventDefault();
                examine(event.clipboardData.getData("text").slice(0, maxPaste));
              }}
              onKeyDown={(event) => {
                if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) examine(text);
              }}
            />
          )}
        </Field>
        <div className="flex flex-wrap gap-2 max-sm:grid">
          <Button type="submit" variant="primary" disabled={busy || text.trim() === ""} aria-busy={busy}>
            <ScanSearch aria-hidden />
            {busy ? "Examining…" : answer ? "Examine again" : "Examine"}
          </Button>
          <Button disabled={busy} onClick={pasteAndExamine}>
            <ClipboardPaste aria-hidden />
            Paste and examine
          </Button>
          {text !== "" && (
            <Button
              variant="ghost"
              disabled={busy}
              onClick={() => {
                setText("");
                setAnswer(undefined);
                setProblem(undefined);
              }}
            >
              Clear
            </Button>
          )}
        </div>
      </form>
      <div ref={results} tabIndex={-1} aria-live="polite" aria-busy={busy} className="pt-8 outline-none">
        {answer && <Results answer={answer} />}
      </div>
    </>
  );
}

/** Who was asked, and that some were not. */
function triedIn(cards: LeakCard[]): string {
  const notTried = cards.filter(({ measured }) => measured.answer === "not-asked").length;
  const gates = cards.filter(({ verdict }) => ["gated", "no-gate"].includes(verdict)).length;
  if (notTried === cards.length) return "None can be tried from here. Examined";
  const where = [
    cards.length > gates + notTried && "at the delivery host",
    gates > 0 && "gated links at our own door",
  ].filter(Boolean);
  return `${notTried > 0 ? `All but ${formatCount(notTried)} were` : "Each was"} tried ${where.join(", ")}`;
}

function Results({ answer: { cards, more, keysRead, at } }: { answer: Examination }) {
  if (cards.length === 0)
    return (
      <EmptyState
        art="matches"
        title="No address of Cloudflare Images in it"
        sentence="Nothing in this text is a delivery address. Paste the address of the picture itself: press it with the right button, or hold it, and copy the image's address."
        className="max-w-3xl rounded-xl border bg-card py-10"
      />
    );
  return (
    <section aria-labelledby="results" className="grid max-w-3xl gap-4">
      <div>
        <h2 id="results" className="font-semibold text-base">
          {formatCount(cards.length, "address", "addresses")} found
        </h2>
        <p className="text-meta text-muted-foreground">
          {triedIn(cards)} <Time value={at} show="relative" />.
          {more > 0 &&
            ` ${formatCount(more, "further address", "further addresses")} left out: paste them on their own.`}
        </p>
      </div>
      {!keysRead && (
        <ErrorPanel
          fault="cloudflare"
          title="The keys could not be read"
          sentence="Cloudflare did not answer, so signatures were compared with the ledger only. Whether one is forged is not known."
          next="Examine again in a minute."
        />
      )}
      <ol className="grid gap-4">
        {cards.map((card) => (
          <LeakCardView key={card.id} card={card} />
        ))}
      </ol>
    </section>
  );
}
