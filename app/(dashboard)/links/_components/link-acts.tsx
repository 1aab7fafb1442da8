"use client";

import { useState } from "react";
import { localValue } from "@/app/(dashboard)/images/link-end";
import { ActDialog } from "@/app/(dashboard)/links/_components/act-dialog";
import { extendLinks, revokeLinks, transferLinks } from "@/app/(dashboard)/links/actions";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { LinkTarget } from "@/lib/links/changes-schema";
import { mostOpens } from "@/lib/links/schema";

type ActProps = { target: LinkTarget; what: string; onOpenChange: (open: boolean) => void };

/** Takes gated links back; of direct ones it says what can stop them. */
export function RevokeDialog({ target, what, onOpenChange }: ActProps) {
  return (
    <ActDialog
      act="revoke"
      target={target}
      title={`Revoke ${what}?`}
      sentence="Pages stop at once: the next request is refused. A direct address cannot be recalled alone; it is left as it is, and you are told what stops it. What was saved stays saved."
      confirm="Revoke"
      done="revoked"
      onOpenChange={onOpenChange}
      onConfirm={(form, expected) =>
        revokeLinks({ target, expected, reason: String(form.get("reason") ?? "") })
      }
    >
      <Field id="reason" label="Why" hint="Kept in the ledger; the recipient does not see it.">
        {(aria) => <Input {...aria} name="reason" maxLength={300} />}
      </Field>
    </ActDialog>
  );
}

type ExtendProps = ActProps & {
  /** Of one entry: its end, the openings it allows, and whether they are used up. */
  entry?: { endsAt: Date; maxOpens: number | null; used: boolean };
};

/** Another end for pages, and more openings; a direct address carries its end in its signature. */
export function ExtendDialog({ target, what, entry, onOpenChange }: ExtendProps) {
  const [proposed] = useState(() =>
    localValue(new Date(Math.max(Date.now() + 48 * 3_600_000, entry?.endsAt.getTime() ?? 0))),
  );
  const limited = !entry || entry.maxOpens !== null;
  return (
    <ActDialog
      act="extend"
      target={target}
      title={entry?.used ? `Let ${what} open again` : `Give ${what} another end`}
      sentence={
        entry?.used
          ? "Its openings are used up, so it needs more of them; another end alone opens nothing. The address stays the same."
          : `The address stays the same. It opens until then${"linkIds" in target ? ", also when it has ended already" : ""}; one that is paused stays paused.`
      }
      confirm={entry?.used ? "Let it open again" : "Set the end"}
      done={entry?.used ? "opened again" : "given another end"}
      onOpenChange={onOpenChange}
      onConfirm={(form, expected) =>
        extendLinks({
          target,
          expected,
          endsAt: new Date(String(form.get("endsAt") ?? "")),
          moreOpens: Number(form.get("moreOpens") ?? 0),
        })
      }
    >
      {limited && (
        <Field
          id="moreOpens"
          label="More openings"
          hint={
            entry ? undefined : "Only for pages with a limit. One that is used up needs more to open again."
          }
        >
          {(aria) => (
            <Input
              {...aria}
              name="moreOpens"
              type="number"
              min={entry?.used ? 1 : 0}
              max={mostOpens}
              inputMode="numeric"
              defaultValue={entry?.used ? (entry.maxOpens ?? 1) : 0}
              className="sm:w-64"
            />
          )}
        </Field>
      )}
      <Field id="endsAt" label="Ends, by your clock" required>
        {(aria) => (
          <Input {...aria} name="endsAt" type="datetime-local" defaultValue={proposed} className="sm:w-64" />
        )}
      </Field>
    </ActDialog>
  );
}

type TransferProps = ActProps & { people: { id: string; name: string }[] };

/** Somebody else answers for the links from now on. */
export function TransferDialog({ target, what, people, onOpenChange }: TransferProps) {
  return (
    <ActDialog
      act="transfer"
      target={target}
      title={`Hand over ${what}`}
      sentence="Nothing changes for the recipient. The new issuer is asked for more time, and may end, extend and copy."
      confirm="Hand over"
      done="handed over"
      onOpenChange={onOpenChange}
      onConfirm={(form, expected) =>
        transferLinks({ target, expected, userId: String(form.get("userId") ?? "") })
      }
    >
      <Field id="userId" label="To" required>
        {(aria) => (
          <Select {...aria} name="userId">
            {people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </ActDialog>
  );
}
