import { cookies } from "next/headers";
import { getActor } from "@/lib/auth/actor";
import { csvLine } from "@/lib/csv";
import { listLinkExtras, listLinks } from "@/lib/links/queries";
import { type LinkRow, linkQuerySchema } from "@/lib/links/schema";
import { reportUnexpected } from "@/lib/log";
import { zoneCookie, zoneOf } from "@/lib/zone";

export const dynamic = "force-dynamic";

/** More than this is no spreadsheet any more; the file says so in its last line. */
const maxRows = 100_000;

const head = [
  "Status",
  "Why",
  "Kind",
  "Recipient",
  "Organisation",
  "Address of the recipient",
  "Purpose",
  "Pictures",
  "Names of the pictures",
  "Variants",
  "Issued by",
  "Created (UTC)",
  "Starts (UTC)",
  "Ends (UTC)",
  "Signing key",
  "Openings",
  "Openings at most",
  "Note",
  "Entry",
];
type Extras = { organisation: string; address: string; pictures: string[] };
const row = (link: LinkRow, extras: Extras | undefined) => [
  link.status,
  link.reason,
  link.mode,
  link.recipient,
  extras?.organisation ?? "",
  extras?.address ?? "",
  link.purpose,
  link.images,
  extras?.pictures.join(", ") ?? link.imageName,
  link.variantIds.join(" "),
  link.issuedBy,
  link.createdAt.toISOString(),
  link.startsAt?.toISOString() ?? null,
  link.endsAt.toISOString(),
  link.keyName,
  link.mode === "gated" ? link.opens : null,
  link.maxOpens,
  link.note,
  link.id,
];

/** The ledger as the query shows it, as CSV, page by page: no address of a link is in it, because none is kept. */
export async function GET(request: Request) {
  const headers = { "cache-control": "private, no-store", "content-type": "text/plain; charset=utf-8" };
  const site = request.headers.get("sec-fetch-site");
  if (site !== "same-origin" && site !== "none")
    return new Response("Open this export from Darkroom's own pages.\n", { status: 403, headers });
  const actor = await getActor();
  if (!actor) return new Response("Your session has ended. Sign in again.\n", { status: 401, headers });
  const zone = zoneOf((await cookies()).get(zoneCookie)?.value);
  const query = linkQuerySchema.parse({ ...Object.fromEntries(new URL(request.url).searchParams), zone });
  const encoder = new TextEncoder();
  let cursor: string | undefined;
  let rows = 0;
  const body = new ReadableStream({
    start(controller) {
      // Spreadsheets take a file without this mark for their own old encoding.
      controller.enqueue(encoder.encode(`\uFEFF${csvLine(head)}`));
    },
    async pull(controller) {
      try {
        const { links, next } = await listLinks(actor, { ...query, cursor });
        const extras = await listLinkExtras(actor, { linkIds: links.map(({ id }) => id) });
        const lines = links.map((link) => csvLine(row(link, extras.get(link.id))));
        controller.enqueue(encoder.encode(lines.join("")));
        rows += links.length;
        cursor = next ?? undefined;
        if (cursor && rows < maxRows) return;
        if (cursor)
          controller.enqueue(encoder.encode(csvLine([`Cut after ${maxRows} links; narrow the list.`])));
        controller.close();
      } catch (error) {
        reportUnexpected("links export", error);
        controller.error(new Error("The export broke off."));
      }
    },
  });
  return new Response(body, {
    headers: {
      ...headers,
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="links.csv"',
    },
  });
}
