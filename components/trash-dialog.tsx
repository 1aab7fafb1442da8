"use client";

import { useState } from "react";
import { ConfirmDialog, type Consequence } from "@/components/confirm-dialog";
import { RadioCard, RadioGroup } from "@/components/ui/radio-group";
import { formatCount } from "@/lib/format";
import { keepDays, type LinksChoice, type TrashPlan } from "@/lib/trash/schema";

type TrashDialogProps = {
  /** "House cat", or "12 images". */
  what: string;
  plan: TrashPlan;
  pictures: { src: string | null; alt: string; width: number | null; height: number | null }[];
  more?: string;
  /** What is said first: which of its kind stays, with a question that names it. */
  stays?: { title: string; rows: Consequence[] };
  /** What else there is to say, such as which are left alone. */
  also?: Consequence[];
  onOpenChange: (open: boolean) => void;
  onConfirm: (links: LinksChoice) => Promise<{ ok: true } | { ok: false; message: string }>;
};

/**
 * Says what the trash does, and where a live link stands in the way: Cloudflare answers a signature for as long
 * as it holds the image under that address.
 */
export function TrashDialog({
  what,
  plan,
  stays,
  also = [],
  pictures,
  more,
  onOpenChange,
  onConfirm,
}: TrashDialogProps) {
  const [links, setLinks] = useState<LinksChoice>("stop");
  const ended = links === "end" ? plan.linked : 0;
  const stopped = links === "stop" ? plan.linked : 0;
  const forGood = ended + plan.unstored + plan.forever;
  const kept = plan.images - forGood;
  const one = plan.images === 1;
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={
        stays?.title ??
        (forGood === plan.images && forGood > 0 ? `Delete ${what} for good?` : `Move ${what} to the trash?`)
      }
      sentence={`What is in the trash stays private at Cloudflare, leaves the library, and can be restored for ${keepDays} days. Then it is deleted for good. Nothing recalls what was already downloaded.`}
      consequences={[...(stays?.rows ?? []), ...consequences(plan, { kept, ended, links }), ...also]}
      pictures={pictures}
      more={more}
      safer={
        plan.linked > 0 && (
          <RadioGroup
            legend={`${formatCount(plan.links, "live link opens", "live links open")} ${one ? "it" : formatCount(plan.linked, "of them", "of them")}. A direct link cannot be taken back alone.`}
          >
            <RadioCard
              name="links"
              label="End the links and keep it restorable"
              hint={`Darkroom copies ${one ? "it" : "each"} to a new private address and deletes the old one. Until that is done, mostly within minutes, the links go on; the trash says for which.`}
              checked={links === "stop"}
              onChange={() => setLinks("stop")}
            />
            <RadioCard
              name="links"
              label="Keep it restorable: the links go on"
              hint="Whoever holds one can open the picture until the link's own end, also from the trash."
              checked={links === "keep"}
              onChange={() => setLinks("keep")}
            />
            <RadioCard
              name="links"
              label={
                one
                  ? "End the links: delete it for good"
                  : `End the links: delete ${formatCount(plan.linked)} for good`
              }
              hint="Cloudflare refuses them from that moment. This cannot be undone."
              checked={links === "end"}
              onChange={() => setLinks("end")}
            />
          </RadioGroup>
        )
      }
      // Ending links destroys what could be kept, so it is asked for also for one image.
      typeToConfirm={ended > 0 || forGood > 1 ? String(forGood) : undefined}
      confirm={
        forGood > 0 && kept === 0
          ? "Delete for good"
          : forGood > 0
            ? "Move and delete"
            : stopped > 0
              ? "Move and end links"
              : "Move to trash"
      }
      kind={forGood > 0 ? "destroy" : "plain"}
      onConfirm={() => onConfirm(links)}
    />
  );
}

function consequences(
  plan: TrashPlan,
  { kept, ended, links }: { kept: number; ended: number; links: LinksChoice },
): Consequence[] {
  const stop = links !== "keep";
  const rows: (Consequence | false)[] = [
    kept > 0 && {
      count: formatCount(kept),
      what: `${kept === 1 ? "image goes" : "images go"} to the trash, restorable for ${keepDays} days`,
    },
    plan.open > 0 && {
      count: formatCount(plan.open),
      what: `public ${plan.open === 1 ? "image is" : "images are"} made private first; pages that embed ${plan.open === 1 ? "it" : "them"} show a gap`,
      tone: "sealed",
    },
    ended > 0 && {
      count: formatCount(ended),
      what: `linked ${ended === 1 ? "image is" : "images are"} deleted for good: nothing else ends the links`,
      tone: "danger",
    },
    plan.unstored > 0 && {
      count: formatCount(plan.unstored),
      what: `never arrived: nothing of ${plan.unstored === 1 ? "it" : "them"} is stored, so ${plan.unstored === 1 ? "it is" : "they are"} removed for good`,
      tone: "danger",
    },
    plan.forever > 0 && {
      count: formatCount(plan.forever),
      what: "deleted for good: under an id of somebody's choosing it can never be private, and the trash holds only what is private",
      tone: "danger",
    },
    {
      count: formatCount(plan.links),
      what:
        plan.links === 0
          ? "live links open any of this"
          : stop
            ? `live ${plan.links === 1 ? "link stops" : "links stop"} working`
            : `live ${plan.links === 1 ? "link goes" : "links go"} on opening the picture`,
      tone: plan.links === 0 ? "neutral" : stop ? "danger" : "exposed",
    },
  ];
  return rows.filter((row) => row !== false);
}
