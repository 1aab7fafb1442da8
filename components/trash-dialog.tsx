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
  /** What else there is to say, such as which are left alone. */
  also?: Consequence[];
  onOpenChange: (open: boolean) => void;
  onConfirm: (links: LinksChoice) => Promise<{ ok: true } | { ok: false; message: string }>;
};

/**
 * Says what the trash does, and where a live link stands in the way: Cloudflare answers a signature for as long
 * as it holds the image, so ending the link and keeping the image are two different wishes.
 */
export function TrashDialog({
  what,
  plan,
  also = [],
  pictures,
  more,
  onOpenChange,
  onConfirm,
}: TrashDialogProps) {
  const [links, setLinks] = useState<LinksChoice>("end");
  const forever = plan.forever ?? 0;
  const forGood = (links === "end" ? plan.linked : 0) + forever;
  const kept = plan.images - forGood;
  const one = plan.images === 1;
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={
        forGood === plan.images && forGood > 0 ? `Delete ${what} for good?` : `Move ${what} to the trash?`
      }
      sentence={`What is in the trash stays private at Cloudflare, leaves the library, and can be restored for ${keepDays} days. Then it is deleted for good. Nothing recalls what was already downloaded.`}
      consequences={[...consequences(plan, { kept, forGood, links }), ...also]}
      pictures={pictures}
      more={more}
      safer={
        plan.linked > 0 && (
          <RadioGroup
            legend={`${formatCount(plan.links, "live link opens", "live links open")} ${one ? "it" : formatCount(plan.linked, "of them", "of them")}. A direct link cannot be taken back alone.`}
          >
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
            <RadioCard
              name="links"
              label="Keep it restorable: the links go on"
              hint="Whoever holds one can open the picture until the link's own end, also from the trash."
              checked={links === "keep"}
              onChange={() => setLinks("keep")}
            />
          </RadioGroup>
        )
      }
      typeToConfirm={forGood > 1 ? String(forGood) : undefined}
      confirm={
        forGood > 0 && kept === 0 ? "Delete for good" : forGood > 0 ? "Move and delete" : "Move to trash"
      }
      kind={forGood > 0 ? "destroy" : "plain"}
      onConfirm={() => onConfirm(links)}
    />
  );
}

function consequences(
  plan: TrashPlan,
  { kept, forGood, links }: { kept: number; forGood: number; links: LinksChoice },
): Consequence[] {
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
    forGood > 0 && {
      count: formatCount(forGood),
      what: forGood === 1 ? "image is gone for good" : "images are gone for good",
      tone: "danger",
    },
    (plan.forever ?? 0) > 0 && {
      count: formatCount(plan.forever ?? 0),
      what: "can never be private, because its id at Cloudflare was chosen; the trash holds only what is private",
    },
    {
      count: formatCount(plan.links),
      what:
        plan.links === 0
          ? "live links open any of this"
          : links === "end"
            ? `live ${plan.links === 1 ? "link stops" : "links stop"} working`
            : `live ${plan.links === 1 ? "link goes" : "links go"} on opening the picture`,
      tone: plan.links === 0 ? "neutral" : links === "end" ? "danger" : "exposed",
    },
  ];
  return rows.filter((row) => row !== false);
}
