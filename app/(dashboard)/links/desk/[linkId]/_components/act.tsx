"use client";

import Link from "next/link";
import { reseal, stopLink } from "@/app/(dashboard)/links/desk/[linkId]/actions";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { formatCount, formatList } from "@/lib/format";
import type { EntryAccess, OptionKind, RevocationOption } from "@/lib/revocation/schema";

type ActProps = {
  kind: OptionKind;
  entry: Pick<EntryAccess, "linkId" | "recipient" | "images" | "rest" | "holders" | "otherGated">;
  option: RevocationOption;
  primary: boolean;
};

/** The button of one way. What cannot be undone says its numbers first. */
export function Act({ kind, entry, option, primary }: ActProps) {
  const look = {
    variant: primary ? ("primary" as const) : ("outline" as const),
    className: "max-sm:h-11 max-sm:w-full",
  };
  if (kind === "gate") return <StopGate entry={entry} look={look} />;
  if (kind === "reseal") return <Reseal entry={entry} option={option} look={look} />;
  if (kind === "rotate")
    return (
      <Button asChild {...look}>
        <Link href={`/keys?without=${entry.linkId}`}>Open keys</Link>
      </Button>
    );
  const [image] = entry.images;
  if (kind === "delete" && image)
    return (
      <Button asChild {...look}>
        {entry.images.length === 1 ? (
          <Link href={`/images/${image.id}`}>Show the image</Link>
        ) : (
          <a href="#pictures">Show the pictures</a>
        )}
      </Button>
    );
  return null;
}

/** Longer lists are told by their number. */
const namesAtMost = 3;
type Look = { variant: "primary" | "outline"; className: string };

function StopGate({ entry, look }: { entry: ActProps["entry"]; look: Look }) {
  return (
    <ConfirmDialog
      trigger={<Button {...look}>Stop it</Button>}
      title={`Stop the link of ${entry.recipient}?`}
      sentence="It opens nothing from the next visit on. An address that was opened in the last minute may work for the rest of that minute."
      confirm="Stop it"
      kind="destroy"
      onConfirm={() => stopLink({ linkId: entry.linkId })}
    />
  );
}

function Reseal({ entry, option, look }: { entry: ActProps["entry"]; option: RevocationOption; look: Look }) {
  const { images, rest, linkId, recipient, holders, otherGated } = entry;
  const { reissues } = option;
  const names =
    images.length > namesAtMost
      ? formatCount(images.length, "picture")
      : formatList(images.map(({ name }) => name));
  return (
    <ConfirmDialog
      trigger={<Button {...look}>Re-seal</Button>}
      title={`Re-seal ${names}?`}
      sentence={`The original is copied to a new private image, checked, and put in the old one's place; then the old one is deleted at Cloudflare and its address is measured. ${recipient} gets no new address.`}
      consequences={[
        {
          count: formatCount(images.length),
          what: images.length === 1 ? "picture gets a new address" : "pictures get new addresses",
          tone: "neutral",
        },
        {
          count: formatCount(reissues),
          what: `${reissues === 1 ? "other link has" : "other links have"} to be sent again, to ${formatCount(holders, "holder")}`,
          tone: reissues > 0 ? "exposed" : "sealed",
        },
        ...(rest > 0
          ? [
              {
                count: formatCount(rest),
                what: `${rest === 1 ? "other picture stays" : "other pictures stay"} open to ${recipient}`,
                tone: "exposed" as const,
              },
            ]
          : []),
        ...(otherGated > 0
          ? [
              {
                count: formatCount(otherGated),
                what: otherGated === 1 ? "gated link goes on by itself" : "gated links go on by themselves",
                tone: "sealed" as const,
              },
            ]
          : []),
      ]}
      typeToConfirm={reissues > 0 ? formatCount(reissues) : undefined}
      confirm="Re-seal"
      kind="destroy"
      onConfirm={async () => {
        const result = await reseal({
          imageIds: images.map(({ id }) => id),
          stopLinks: [linkId],
          confirmedOthers: reissues,
        });
        if (result.ok)
          toast({ kind: "done", title: "Re-sealing goes on by itself; this page shows how far it is" });
        return result;
      }}
    />
  );
}
