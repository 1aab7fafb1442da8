import { type Actor, can } from "@/lib/auth/actor";
import type { ImageDetail } from "@/lib/images/schema";
import { maxLinkDays } from "@/lib/links/schema";

/** Whether Cloudflare has bytes of it, as far as we were told. */
export function isStored({ state }: Pick<ImageDetail, "state">): boolean {
  return state === "received" || state === "ready" || state === "deleting";
}

/** What this person may do with this image as it stands: the role's permission and the image's state. */
export function abilities(actor: Actor, image: ImageDetail) {
  const ready = image.state === "ready";
  const settled = ready && !image.privacyPending;
  const trashed = image.trashedAt !== null;
  return {
    upload: can(actor, "image:upload"),
    edit: can(actor, "image:edit") && image.state !== "deleting" && !trashed,
    original: can(actor, "image:original") && (ready || image.state === "received"),
    privacy: can(actor, "image:privacy") && settled && !trashed && !image.customId,
    copy: can(actor, "image:privacy") && settled && !trashed && image.customId,
    remove: can(actor, "image:delete") && image.state !== "deleting" && !trashed,
    restore: can(actor, "image:delete") && ready && trashed,
    link:
      can(actor, "link:create") && settled && !trashed && image.private && image.exposure.exposure !== "open",
    takeBack: can(actor, "leak:examine"),
    maxLinkDays: maxLinkDays[actor.role],
  };
}

export type Abilities = ReturnType<typeof abilities>;
