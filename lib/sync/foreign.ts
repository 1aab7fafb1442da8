import "server-only";
import { z } from "zod";
import { clock } from "@/lib/clock";
import type { RemoteImage } from "@/lib/cloudflare/wire";
import { db } from "@/lib/db";
import { settlingTime } from "@/lib/sync/rules";

const anchor = z.object({ darkroom: z.literal("1"), id: z.uuid() });

/** The row that an image at Cloudflare says it belongs to, as Darkroom wrote there; null when it says none. */
export const anchorOf = ({ meta }: Pick<RemoteImage, "meta">): string | null =>
  anchor.safeParse(meta).data?.id.toLowerCase() ?? null;

/**
 * The images among these that Darkroom holds no row for, whatever the row's state. A draft is nothing to see yet. The
 * row of an upload knows its id at Cloudflare before the browser may send a byte, so ours are never foreign; nor is
 * what Darkroom deleted just now, or copies at this moment.
 */
export async function findForeign(remote: readonly RemoteImage[]): Promise<RemoteImage[]> {
  const stored = remote.filter(({ draft }) => !draft);
  const rows = await db().image.findMany({
    where: { cloudflareId: { in: stored.map(({ id }) => id) } },
    select: { cloudflareId: true },
  });
  const ours = new Set(rows.map(({ cloudflareId }) => cloudflareId));
  const strange = stored.filter(({ id }) => !ours.has(id));
  if (strange.length === 0) return [];
  const [deleted, copied, arriving] = await Promise.all([deletedHere(), copiedHere(), arrivingHere(strange)]);
  return strange.filter(
    (image) => !deleted.has(image.id) && !copied.has(image.id) && !arriving.has(anchorOf(image) ?? ""),
  );
}

const lately = () => new Date(clock.now().getTime() - settlingTime);

/** What Darkroom itself deleted lately: Cloudflare's lists may still show it. */
async function deletedHere(): Promise<Set<unknown>> {
  const events = await db().auditEvent.findMany({
    where: { action: "image.deleted", at: { gt: lately() } },
    select: { details: true },
  });
  return new Set(
    events.map(({ details }) =>
      details && typeof details === "object" && "cloudflareId" in details ? details.cloudflareId : null,
    ),
  );
}

/** Both ends of a copying under way, or just over. */
async function copiedHere(): Promise<Set<string | null>> {
  const copies = await db().reseal.findMany({
    where: { OR: [{ finishedAt: null }, { finishedAt: { gt: lately() } }] },
    select: { oldCloudflareId: true, newCloudflareId: true },
  });
  return new Set(
    copies.flatMap(({ oldCloudflareId, newCloudflareId }) => [oldCloudflareId, newCloudflareId]),
  );
}

/** Rows of uploads that have not arrived: what names one of them is that upload, or an earlier try of it. */
async function arrivingHere(strange: readonly RemoteImage[]): Promise<Set<string>> {
  const ids = strange.flatMap((image) => anchorOf(image) ?? []);
  const rows = await db().image.findMany({
    where: { id: { in: ids }, state: { not: "ready" } },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}
