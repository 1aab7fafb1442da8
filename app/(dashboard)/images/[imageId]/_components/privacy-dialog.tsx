"use client";

import { changePrivacy } from "@/app/(dashboard)/images/[imageId]/actions";
import { ConfirmDialog, type Consequence } from "@/components/confirm-dialog";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { formatCount, formatList } from "@/lib/format";
import type { ImageDetail } from "@/lib/images/schema";
import type { LinkRow } from "@/lib/links/schema";

type PrivacyDialogProps = {
  image: ImageDetail;
  links: LinkRow[];
  to: "private" | "public";
  onOpenChange: (open: boolean) => void;
  /** The safer way to let somebody in; absent for those who may not. */
  onCreateLink: (() => void) | undefined;
};

/** What changing the flag does, in numbers, before it is changed. */
export function PrivacyDialog({ image, links, to, onOpenChange, onCreateLink }: PrivacyDialogProps) {
  const text = to === "public" ? opening(image, links) : closing(image, links);
  const picture = image.variants.find(({ previewUrl }) => previewUrl)?.previewUrl ?? image.viewUrl;

  async function change() {
    const answer = await changePrivacy({ imageId: image.id, private: to === "private" });
    if (!answer.ok) return answer;
    const { exposure, sentence } = answer.data.exposure;
    // Asked for is not yet so: the answer says what was measured, and only that is announced.
    const held = to === "public" ? exposure === "open" : exposure === "sealed" || exposure === "exposed";
    toast(
      held
        ? { kind: "done", title: text.done, description: sentence }
        : { kind: "info", title: "The change is not confirmed yet", description: sentence },
    );
    return answer;
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={text.title}
      sentence={text.sentence}
      consequences={text.consequences}
      pictures={[{ src: picture, alt: image.name, width: image.width, height: image.height }]}
      safer={
        to === "public" && onCreateLink ? (
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="min-w-0 flex-1 basis-48">
              For one reader, a link is safer: it opens one variant, until a time that you choose.
            </p>
            <Button size="sm" onClick={onCreateLink}>
              Create a link instead
            </Button>
          </div>
        ) : undefined
      }
      confirm={text.confirm}
      kind={to === "public" ? "expose" : "plain"}
      onConfirm={change}
    />
  );
}

type Text = { title: string; sentence: string; consequences: Consequence[]; confirm: string; done: string };

function opening(image: ImageDetail, links: LinkRow[]): Text {
  const running = links.filter(({ status }) => status === "live" || status === "ending").length;
  const sealed = image.variants.filter(({ readers }) => readers === "link-holders").length;
  const telling = image.hasLocation ? image.variants.filter(({ metadata }) => metadata === "keep").length : 0;
  return {
    title: "Make this image public?",
    sentence:
      "Anyone with its address can then read it in every variant, without a link and without an end. You can make it private again, but what was downloaded meanwhile cannot be recalled.",
    consequences: [
      { count: "1", what: "private image becomes readable by anyone", tone: "exposed" },
      {
        count: formatCount(sealed),
        what:
          sealed === 1
            ? "variant that only links opened is open"
            : "variants that only links opened are open",
        tone: sealed > 0 ? "exposed" : "neutral",
      },
      {
        count: formatCount(running),
        what:
          running === 1 ? "live link no longer protects anything" : "live links no longer protect anything",
      },
      ...(telling > 0
        ? [
            {
              count: formatCount(telling),
              what: `${telling === 1 ? "variant keeps" : "variants keep"} metadata and tell where it was taken`,
              tone: "exposed" as const,
            },
          ]
        : []),
    ],
    confirm: "Make public",
    done: "The image is public",
  };
}

function closing(image: ImageDetail, links: LinkRow[]): Text {
  const stillOpen = image.variants.filter(({ alwaysPublic }) => alwaysPublic).map(({ id }) => id);
  const closes = image.variants.length - stillOpen.length;
  const again = links.filter(({ status }) => status === "moot").length;
  return {
    title: image.private ? "Make this image private again?" : "Make this image private?",
    sentence: image.private
      ? "It is marked private, yet a request without a signature was answered. The mark is sent again, Cloudflare clears its copies, and the image is measured once more. What was downloaded cannot be recalled."
      : "Cloudflare stops answering its plain addresses and clears its own copies. A browser that has it may show it for up to two days, and what was downloaded cannot be recalled. Pages that embed it will show a gap.",
    consequences: [
      {
        count: formatCount(closes),
        what: closes === 1 ? "variant needs a link from then on" : "variants need a link from then on",
        tone: "sealed",
      },
      {
        count: formatCount(stillOpen.length),
        what:
          stillOpen.length === 0
            ? "variants stay open"
            : `always public and stays open: ${formatList(stillOpen)}`,
        tone: stillOpen.length > 0 ? "exposed" : "neutral",
      },
      {
        count: formatCount(again),
        what: again === 1 ? "link that was moot counts again" : "links that were moot count again",
      },
    ],
    confirm: "Make private",
    done: "The image is private",
  };
}
