import { csvLine } from "@/lib/csv";
import { formatCount, formatDateTime } from "@/lib/format";
import type { CreatedLink } from "@/lib/links/schema";

/** A new link with what its message says of it: what it is for, and how many images are in it. */
export type HandedLink = CreatedLink & { purpose: string; images: number };

export type Address = { url: string; name: string; variantId: string };

/** The addresses of one entry: its pictures one by one, or the page of a gated link. */
export function addressesOf({ urls, path }: CreatedLink, origin: string): Address[] {
  if (path) return [{ url: `${origin}${path}`, name: "All pictures", variantId: "" }];
  return urls.map(({ url, imageName, variantId }) => ({ url, name: imageName, variantId }));
}

/** An address fit for a screen that others see: all of it but the part that opens. */
export function masked(url: string): string {
  return url.replace(/(&sig=)[0-9a-f]+/, "$1••••••••").replace(/(\/s\/)[\w-]{22}$/, "$1••••••••");
}

type MailOptions = {
  origin: string;
  zone: string;
  now: Date;
  /** It takes the place of an address that the recipient has. */
  instead?: boolean;
};

/** A message to paste into a mail, with the end in the sender's zone and in UTC. */
export function mailText(link: HandedLink, { origin, zone, now, instead = false }: MailOptions): string {
  const { purpose, images } = link;
  const addresses = addressesOf(link, origin);
  const end = new Date(link.endsAt);
  const until = formatDateTime(end, { now, zone });
  const utc = zone === "UTC" ? "" : ` (${formatDateTime(end, { now, zone: "UTC" })})`;
  const list = addresses.map(({ url, name, variantId }) =>
    addresses.length > 1 ? `${name}, ${variantId}:\n${url}` : url,
  );
  const one = addresses.length === 1;
  const before = one ? "the one that you have, which opens" : "those that you have, which open";
  return [
    `Hello ${link.recipient.name},`,
    `here ${images === 1 ? "is the picture" : `are ${formatCount(images, "picture")}`} for: ${purpose}.`,
    ...(instead
      ? [`Please use ${one ? "this address" : "these addresses"} instead of ${before} nothing any more.`]
      : []),
    ...list,
    `${one ? "The address opens" : "The addresses open"} until ${until}${utc}. Please do not pass ${one ? "it" : "them"} on.`,
  ].join("\n\n");
}

/** The messages of several links, parted so that each can be cut out. */
export const mailTexts = (links: HandedLink[], options: MailOptions): string =>
  links.map((link) => mailText(link, options)).join("\n\n—\n\n");

/** One line a picture and recipient, for a spreadsheet. */
export function linksCsv(links: HandedLink[], origin: string): string {
  const head = [
    "Recipient",
    "Organisation",
    "Contact",
    "Purpose",
    "Picture",
    "Variant",
    "Ends (UTC)",
    "Address",
  ];
  const lines = links.flatMap((link) =>
    addressesOf(link, origin).map(({ url, name, variantId }) => {
      const { recipient, endsAt, purpose } = link;
      const who = [recipient.name, recipient.organisation, recipient.address];
      return [...who, purpose, name, variantId, new Date(endsAt).toISOString(), url];
    }),
  );
  return [head, ...lines].map(csvLine).join("");
}
