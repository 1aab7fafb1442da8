import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { system } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { fetchSigned } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { pictureSigner } from "@/lib/images/card";
import { probeImage } from "@/lib/images/probe";
import { type Facts, readFacts, unknownFacts } from "@/lib/images/read-facts";
import { placeholderOf, readyDueAt } from "@/lib/images/rules";
import { ownVariants } from "@/lib/images/schema";

type Arrived = { id: string; name: string; cloudflareId: string; requireSignedUrls: boolean };
export type Measured = { state: "ready" } | { state: "failed"; message: string } | { state: "overtaken" };

/**
 * Takes the facts of an arrived image from its original as Cloudflare holds it, tries an unsigned request, and
 * makes the row READY. Facts that the token may not read stay unknown, and are owed. The caller holds the row's
 * lease. Throws AppError when Cloudflare cannot be read.
 */
export async function measure(row: Arrived): Promise<Measured> {
  const facts = await readFacts(row.cloudflareId);
  if (facts === "unaccepted") return reject(row);
  const placeholder = await fetchPlaceholder(row.cloudflareId);
  const probe = await probeImage(row.cloudflareId);
  return makeReady(row, { facts: facts === "refused" ? unknownFacts : facts, placeholder, probe });
}

/** A picture of a few pixels as a data URI, made by Cloudflare; null when it cannot be had. */
async function fetchPlaceholder(cloudflareId: string): Promise<string | null> {
  const url = (await pictureSigner())(cloudflareId, ownVariants.tiny.id);
  if (!url) return null;
  const picture = await fetchSigned(url, { accept: "image/webp", maxBytes: 4096 }).catch(() => null);
  return picture && placeholderOf(picture.contentType, picture.body);
}

/** What a ready image says of itself whose original could be read only later, and is none that we take. */
export const notAccepted =
  "This is not a JPEG, PNG, WebP or GIF image. Darkroom could not see that when it arrived; delete it if it should go.";
const rejected = "This is not a JPEG, PNG, WebP or GIF image, so it does not stay at Cloudflare.";

async function reject({ id, name }: Arrived): Promise<Measured> {
  const failed = await db().$transaction(async (tx) => {
    const { count } = await tx.image.updateMany({
      where: { id, state: "received" },
      data: { state: "failed", failure: rejected, attempts: 0, dueAt: clock.now() },
    });
    if (count === 1)
      await recordAudit(tx, system, {
        action: "image.upload-failed",
        subject: { type: "image", id, name },
        details: { reason: "not an accepted type" },
      });
    return count === 1;
  });
  return failed ? { state: "failed", message: rejected } : { state: "overtaken" };
}

type Result = {
  facts: Facts | typeof unknownFacts;
  placeholder: string | null;
  probe: "refused" | "served" | "unreachable";
};

async function makeReady(row: Arrived, { facts, placeholder, probe }: Result): Promise<Measured> {
  const { id, name, requireSignedUrls } = row;
  const now = clock.now();
  const factsKnown = facts.sha256 !== null;
  const done = await db().$transaction(async (tx) => {
    const { count } = await tx.image.updateMany({
      where: { id, state: "received" },
      data: {
        ...facts,
        placeholder,
        probe,
        state: "ready",
        readyAt: now,
        probedAt: now,
        attempts: 0,
        dueAt: readyDueAt({ probe, requireSignedUrls, factsKnown, attempts: 0 }, now),
      },
    });
    if (count === 1)
      await recordAudit(tx, system, {
        action: "image.measured",
        subject: { type: "image", id, name },
        details: { probe, ...factDetails(facts) },
      });
    return count === 1;
  });
  return { state: done ? "ready" : "overtaken" };
}

/** Facts as the timeline keeps them; nothing where nothing is known. */
export function factDetails({
  mimeType,
  bytes,
  hasLocation,
  sha256,
}: Facts | typeof unknownFacts): Record<string, string | number | boolean | null> {
  return sha256 ? { mimeType, bytes, hasLocation, sha256: Buffer.from(sha256).toString("hex") } : {};
}
