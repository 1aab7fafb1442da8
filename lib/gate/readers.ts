/** How long a reader's look at an open page lasts: what they load again meanwhile is not counted again. */
export const readerMs = 30 * 60_000;

/** The cookie that knows a browser again at one link, and says nothing else. */
export const readerCookie = "reader";
/** It outlives a look, so that a page that stays open loads its later pictures as one reader. */
export const readerCookieMs = 24 * 3_600_000;

/** What the cookie says, if it is one of ours; null for anything else. */
export const readReader = (cookie: string | undefined): string | null =>
  cookie && /^[0-9a-f-]{36}$/.test(cookie) ? cookie : null;

// Programs that fetch an address before, or without, a person who looks: messengers, search engines, scanners.
const machines =
  /bot\b|crawl|spider|preview|unfurl|facebookexternalhit|facebot|whatsapp|slack|telegram|discord|skypeuri|linkedin|pinterest|embedly|iframely|vkshare|mastodon|bluesky|google-read-aloud|snapchat|viber|outlook-|msoffice|safelinks|proofpoint|mimecast|barracuda/i;

/** Whether a program by this name only looks ahead of a person. */
export const isMachine = (client: string): boolean => machines.test(client);

/** The word by which a program is known to look ahead: "slack". Null for a browser. */
export const machineName = (client: string): string | null =>
  machines.exec(client)?.[0].toLowerCase().replace(/-$/, "") ?? null;

/** Whether a request for an open page is somebody looking at it. Without a name it may be anybody, and counts. */
export function isLook({
  method,
  client,
  purpose,
}: {
  method: string;
  client: string;
  /** `Sec-Purpose`, or what browsers sent before it: "prefetch" is nobody looking yet. */
  purpose: string;
}): boolean {
  return method === "GET" && !/prefetch|prerender|preview/i.test(purpose) && !isMachine(client);
}
