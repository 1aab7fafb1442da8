"use client";

import { type ReactNode, useState, useTransition } from "react";
import { Thumb } from "@/components/thumb";
import { isTyped, TypedConfirm } from "@/components/typed-confirm";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogTrigger,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";

type Answer = { ok: true } | { ok: false; message: string };

/** A number and what happens to it: { count: "412", what: "private images become readable by anyone" }. */
export type Consequence = {
  count: string;
  what: ReactNode;
  tone?: "exposed" | "danger" | "sealed" | "neutral";
};

type ConfirmDialogProps = {
  /** The button that opens it; or control it with `open`. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** A question with its object: "Delete 12 images?" */
  title: string;
  /** What it means, and whether it can be undone. */
  sentence: ReactNode;
  consequences?: Consequence[];
  /** Some of the pictures that it touches; `more` counts the rest. */
  pictures?: { src: string | null; alt: string; width: number | null; height: number | null }[];
  more?: string;
  /** The way with less harm, offered before the button. */
  safer?: ReactNode;
  /** Where it cannot be undone: the person types this number (or name) first. */
  typeToConfirm?: string;
  confirm: string;
  /** `expose` opens something to readers, `destroy` ends something; neither is beside the primary action. */
  kind?: "expose" | "destroy" | "plain";
  onConfirm: () => Promise<Answer | undefined>;
};

/** Says what will happen in numbers and pictures, offers the safer way, and shows the refusal in place. */
export function ConfirmDialog({ trigger, open, onOpenChange, ...rest }: ConfirmDialogProps) {
  const [own, setOwn] = useState(false);
  const shown = open ?? own;
  const setShown = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  return (
    <AlertDialog open={shown} onOpenChange={setShown}>
      {trigger && <AlertDialogTrigger asChild>{trigger}</AlertDialogTrigger>}
      {shown && <Body {...rest} close={() => setShown(false)} />}
    </AlertDialog>
  );
}

type BodyProps = Omit<ConfirmDialogProps, "trigger" | "open" | "onOpenChange"> & { close: () => void };

function Body({ kind = "plain", typeToConfirm, onConfirm, close, ...text }: BodyProps) {
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string>();
  const [busy, start] = useTransition();
  const locked = !isTyped(typed, typeToConfirm);

  const run = () =>
    start(async () => {
      const answer = await onConfirm();
      if (answer && !answer.ok) setError(answer.message);
      else close();
    });

  return (
    <AlertDialogContent
      title={text.title}
      description={text.sentence}
      footer={
        <>
          <AlertDialogCancel asChild>
            <Button disabled={busy}>Cancel</Button>
          </AlertDialogCancel>
          <Button
            variant={kind === "plain" ? "primary" : "danger"}
            disabled={locked || busy}
            aria-busy={busy}
            onClick={run}
          >
            {busy ? "Working…" : text.confirm}
          </Button>
        </>
      }
    >
      {text.consequences && <Consequences rows={text.consequences} />}
      {/* What is to be chosen and typed comes before the pictures: it must not lie below the fold. */}
      {text.safer && <div className="rounded-lg bg-muted px-3.5 py-3 text-sm">{text.safer}</div>}
      {typeToConfirm !== undefined && (
        <TypedConfirm wanted={typeToConfirm} confirm={text.confirm} value={typed} onChange={setTyped} />
      )}
      {text.pictures && text.pictures.length > 0 && <Pictures pictures={text.pictures} more={text.more} />}
      {error && (
        <p role="alert" className="text-danger text-sm">
          {error}
        </p>
      )}
    </AlertDialogContent>
  );
}

const tones = {
  exposed: "text-exposed",
  danger: "text-danger",
  sealed: "text-sealed",
  neutral: "text-foreground",
};

function Consequences({ rows }: { rows: Consequence[] }) {
  return (
    <ul className="divide-y rounded-lg border">
      {rows.map((row) => (
        <li key={`${row.count} ${row.what}`} className="flex items-baseline gap-3 px-3.5 py-2.5 text-sm">
          <span
            className={cn(
              "tabular min-w-12 text-right font-semibold text-base",
              tones[row.tone ?? "neutral"],
            )}
          >
            {row.count}
          </span>
          <span>{row.what}</span>
        </li>
      ))}
    </ul>
  );
}

function Pictures({
  pictures,
  more,
}: {
  pictures: NonNullable<ConfirmDialogProps["pictures"]>;
  more?: string;
}) {
  return (
    <ul className="grid grid-cols-5 gap-2">
      {pictures.slice(0, more ? 4 : 5).map((picture) => (
        <li key={picture.src ?? picture.alt}>
          <Thumb {...picture} eager className="aspect-square rounded-md" inset="p-1" />
        </li>
      ))}
      {more && (
        <li className="flex aspect-square items-center justify-center rounded-md bg-muted px-1 text-center text-meta text-muted-foreground">
          {more}
        </li>
      )}
    </ul>
  );
}
