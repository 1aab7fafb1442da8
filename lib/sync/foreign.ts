import "server-only";
import { clock } from "@/lib/clock";
import type { RemoteImage } from "@/lib/cloudflare/wire";
import { db } from "@/lib/db";
import { settlingTime } from "@/lib/sync/rules";

/**
 * How many of these images Darkroom holds no row for, whatever the row's state. A draft is nothing to see yet.
 * The row of an upload knows its id at Cloudflare before the browser may send a byte, so ours are never foreign.
 */
export async function countForeign(
  remote: readonly RemoteImage[],
): Promise<{ foreignPrivate: number; foreignPublic: number }> {
  const stored = remote.filter(({ draft }) => !draft);
  const rows = await db().image.findMany({
    where: { cloudflareId: { in: stored.map(({ id }) => id) } },
    select: { cloudflareId: true },
  });
  const ours = new Set(rows.map(({ cloudflareId }) => cloudflareId));
  const strange = stored.filter(({ id }) => !ours.has(id));
  const justDeleted = strange.length > 0 ? await deletedHere() : new Set();
  const foreign = strange.filter(({ id }) => !justDeleted.has(id));
  const foreignPrivate = foreign.filter(({ requireSignedURLs }) => requireSignedURLs).length;
  return { foreignPrivate, foreignPublic: foreign.length - foreignPrivate };
}

/** What Darkroom itself deleted lately: Cloudflare's lists may still show it. */
async function deletedHere(): Promise<Set<unknown>> {
  const events = await db().auditEvent.findMany({
    where: { action: "image.deleted", at: { gt: new Date(clock.now().getTime() - settlingTime) } },
    select: { details: true },
  });
  return new Set(
    events.map(({ details }) =>
      details && typeof details === "object" && "cloudflareId" in details ? details.cloudflareId : null,
    ),
  );
}
