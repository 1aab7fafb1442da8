"use client";

import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { suggestContacts } from "@/app/(dashboard)/images/actions";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { cn } from "@/lib/cn";
import type { Contact } from "@/lib/contacts/schema";

type RecipientNameProps = {
  id: string;
  label: string;
  value: string;
  error: string | undefined;
  autoFocus: boolean;
  onName: (name: string) => void;
  /** One of those offered was chosen. */
  onChoose: (contact: Contact) => void;
  onPaste: (event: ClipboardEvent) => void;
};

const typingPause = 200;

/** A name, and below it whom it may mean. Namesakes are told apart by where they belong; only a choice fills in more. */
export function RecipientName({ id, label, error, onName, onChoose, ...input }: RecipientNameProps) {
  const [open, setOpen] = useState<{ known: Contact[]; at: number } | null>(null);
  const shown = open && open.known.length > 0 ? open : null;
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const turn = useRef(0);
  const list = useId();
  useEffect(() => () => clearTimeout(timer.current), []);

  function close() {
    turn.current += 1;
    clearTimeout(timer.current);
    setOpen(null);
  }

  function rename(name: string) {
    close();
    onName(name);
    const mine = turn.current;
    timer.current = setTimeout(async () => {
      const answer = await suggestContacts({ q: name });
      // Typed on, chosen or gone on meanwhile.
      if (!answer.ok || mine !== turn.current || document.activeElement !== field.current) return;
      setOpen({ known: answer.data, at: -1 });
    }, typingPause);
  }

  function choose(contact: Contact) {
    close();
    onChoose(contact);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!shown) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = shown.known[shown.at];
    if (step) {
      event.preventDefault();
      // One more place than contacts: what is being written.
      const count = shown.known.length + 1;
      setOpen({ ...shown, at: ((shown.at + 1 + step + count) % count) - 1 });
    } else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      choose(chosen);
    } else if (event.key === "Escape") close();
  }

  return (
    <Field id={id} label={label} error={error} required className="min-w-0 flex-1">
      {(aria) => (
        <div className="relative">
          <Input
            {...aria}
            {...input}
            ref={field}
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={shown !== null}
            aria-controls={shown ? list : undefined}
            aria-activedescendant={shown && shown.at >= 0 ? `${list}-${shown.at}` : undefined}
            maxLength={200}
            placeholder="Name, or paste a list"
            autoComplete="off"
            onChange={(event) => rename(event.target.value)}
            onKeyDown={onKeyDown}
            onBlur={close}
          />
          {shown && (
            <div
              id={list}
              role="listbox"
              aria-label="People you know"
              tabIndex={-1}
              className="absolute inset-x-0 top-full z-40 mt-1 max-h-60 overflow-y-auto rounded-lg border bg-popover p-1 shadow-float"
            >
              {shown.known.map((contact, at) => (
                <div
                  key={contact.id}
                  id={`${list}-${at}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={at === shown.at}
                  className={cn(
                    "cursor-pointer rounded-md px-2.5 py-1.5 text-sm hover:bg-accent pointer-coarse:py-2.5",
                    at === shown.at && "bg-accent",
                  )}
                  // Before the field loses the focus, and the list with it.
                  onPointerDown={(event) => {
                    event.preventDefault();
                    choose(contact);
                  }}
                >
                  <span className="block break-words font-medium">{contact.name}</span>
                  <span className="block break-words text-meta text-muted-foreground empty:hidden">
                    {[contact.organisation, contact.address].filter(Boolean).join(", ")}
                  </span>
                </div>
              ))}
            </div>
          )}
        </div>
      )}
    </Field>
  );
}
