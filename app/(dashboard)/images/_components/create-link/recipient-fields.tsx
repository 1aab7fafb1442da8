"use client";

import { Plus, X } from "lucide-react";
import { type ClipboardEvent, useState } from "react";
import { RecipientName } from "@/app/(dashboard)/images/_components/create-link/recipient-name";
import { distinctRecipients, parseRecipients } from "@/app/(dashboard)/images/parse-recipients";
import { emptyRow, type RecipientRow, renamed, rowOf } from "@/app/(dashboard)/images/recipient-rows";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { Recipient } from "@/lib/contacts/schema";
import { formatCount, formatList } from "@/lib/format";

type RecipientFieldsProps = {
  value: RecipientRow[];
  onChange: (recipients: RecipientRow[]) => void;
  /** How many there may be at a time. */
  most: number;
  /** Whether organisation and address are asked for, too. */
  detailed: boolean;
  onDetail: () => void;
  errors: Record<string, string>;
};

/** Who gets a link of their own; a pasted list becomes one row each. */
export function RecipientFields({ value, onChange, most, detailed, onDetail, errors }: RecipientFieldsProps) {
  const [pasted, setPasted] = useState("");

  const replace = (at: number, row: RecipientRow) =>
    onChange(value.map((before, index) => (index === at ? row : before)));
  const put = (at: number, change: Partial<Recipient>) =>
    replace(at, { ...(value[at] ?? emptyRow), ...change });

  function paste(event: ClipboardEvent, at: number) {
    const rows = parseRecipients(event.clipboardData.getData("text"));
    // A word into what is being written is no list.
    if (rows.length < 2 && (!rows[0]?.address || value[at]?.name)) return;
    event.preventDefault();
    const { recipients, twice } = distinctRecipients([
      ...value.slice(0, at),
      ...rows,
      ...value.slice(at + 1),
    ]);
    onChange(recipients.slice(0, most));
    setPasted(saysOf({ twice, most, tooMany: recipients.slice(most) }));
    onDetail();
  }

  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="sr-only">Recipients</legend>
      {value.map((recipient, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own while they are written
        <div key={at} className="grid gap-2">
          <div className="flex items-end gap-2">
            <RecipientName
              id={at === 0 ? "recipient" : `recipient-${at}`}
              label={at === 0 ? "For whom" : `Recipient ${at + 1}`}
              value={recipient.name}
              error={errors[`recipients.${at}.name`] ?? (at === 0 ? errors.recipients : undefined)}
              autoFocus={at === value.length - 1}
              onName={(name) => replace(at, renamed(recipient, name))}
              onChoose={(contact) => replace(at, rowOf(contact))}
              onPaste={(event) => paste(event, at)}
            />
            {value.length > 1 && (
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Remove ${recipient.name || `recipient ${at + 1}`}`}
                onClick={() => onChange(value.filter((_, index) => index !== at))}
              >
                <X aria-hidden />
              </Button>
            )}
          </div>
          {(detailed || recipient.organisation || recipient.address) && (
            <div className="grid gap-2 sm:grid-cols-2">
              <Input
                aria-label={`Organisation of ${recipient.name || "the recipient"}`}
                placeholder="Organisation"
                maxLength={200}
                value={recipient.organisation}
                onChange={(event) => put(at, { organisation: event.target.value })}
              />
              <Input
                aria-label={`E-mail or phone of ${recipient.name || "the recipient"}`}
                placeholder="E-mail or phone"
                maxLength={254}
                value={recipient.address}
                onChange={(event) => put(at, { address: event.target.value })}
              />
            </div>
          )}
        </div>
      ))}
      <p role="status" className="text-meta text-muted-foreground empty:hidden">
        {pasted}
      </p>
    </fieldset>
  );
}

type Pasted = { twice: string[]; most: number; tooMany: Recipient[] };

/** What became of a list that did not go in as it was. */
function saysOf({ twice, most, tooMany }: Pasted): string {
  const names = [...new Set(twice)];
  const doubled = `${formatList(names)} stood in the list more than once and ${names.length === 1 ? "gets" : "get"} one link.`;
  const [first] = tooMany;
  const left = `The last ${formatCount(tooMany.length, "recipient")}, from ${first?.name} on, ${tooMany.length === 1 ? "is" : "are"} not in it: ${most} is the most at a time.`;
  return [names.length > 0 && doubled, first && left].filter(Boolean).join(" ");
}

/** After the fields that everybody fills in, so that the Tab key passes those first. */
export function RecipientTools({
  detailed,
  onDetail,
  onAdd,
}: {
  detailed: boolean;
  onDetail: () => void;
  onAdd: (() => void) | undefined;
}) {
  return (
    <div className="-mt-2 flex flex-wrap gap-x-4">
      {!detailed && (
        <Button variant="link" size="sm" onClick={onDetail}>
          Organisation and address
        </Button>
      )}
      {onAdd && (
        <Button variant="link" size="sm" onClick={onAdd}>
          <Plus aria-hidden />
          Another recipient
        </Button>
      )}
    </div>
  );
}
