import "server-only";
import { accountHash } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import type { KnownKey } from "@/lib/keys/known";
import { isPictureEnd } from "@/lib/keys/page-pictures";
import { hashOfSignature, type Recognised, recognise } from "@/lib/keys/recognise";
import {
  type EntryRow,
  entriesByParts,
  entriesBySignature,
  forwardsBySignature,
  type Variants,
} from "@/lib/leaks/entries";
import { type Judgement, judge } from "@/lib/leaks/judge";
import { endOf } from "@/lib/leaks/rules";
import type { Finding } from "@/lib/leaks/schema";

/** One address with everything that could be found out without asking the delivery host. */
export type Case = Judgement & {
  finding: Finding;
  ours: boolean;
  signatureHash: Uint8Array<ArrayBuffer> | null;
  recognised: Recognised<KnownKey> | null;
  entry: EntryRow | null;
  /** The entry is likely and not certain. */
  probably: boolean;
  image: KnownImage | null;
};
export type KnownImage = { id: string | null; name: string; cloudflareId: string };
export type Known = { keys: KnownKey[]; read: boolean; missing: number; variants: Variants; now: Date };

/** Looks the addresses up, all with a few questions to the database, and judges each. */
export async function investigate(findings: Finding[], known: Known): Promise<Case[]> {
  const hashOf = ({ signature }: Finding) => (signature ? hashOfSignature(signature) : null);
  const hashes = findings.map(hashOf);
  const asked = hashes.filter((hash) => hash !== null);
  const [entries, alike, forwards, images] = await Promise.all([
    entriesBySignature(asked),
    entriesByParts(findings.flatMap((finding) => partsOf(finding) ?? [])),
    forwardsBySignature(asked),
    readImages(findings),
  ]);
  return findings.map((finding, at) => {
    const signatureHash = hashes[at] ?? null;
    const ours = finding.accountHash === accountHash();
    const madeBy = (row: EntryRow) => signatureHash !== null && equal(row.signatureHash, signatureHash);
    const inLedger = entries.find(madeBy) ?? null;
    const gates = inLedger ? [] : forwards.filter(madeBy);
    const recognised = recogniseIn(finding, known);
    const likely = inLedger || gates.length > 0 ? null : likelyOf(finding, { ours, recognised, alike });
    const entry = inLedger ?? gates[0] ?? likely;
    const image = images.get(finding.imageId) ?? (inLedger && imageOf(inLedger));
    const judgement = judge(finding, {
      ours,
      keysRead: known.read,
      keysMissing: known.missing,
      recognised,
      made:
        entry && !likely
          ? {
              imageId: entry.cloudflareId,
              variantId: entry.variantId,
              expiresAt: entry.expiresAt,
              keyGoneAt: entry.key?.goneAt ?? null,
            }
          : null,
      likely: likely !== null,
      imageKnown: images.has(finding.imageId),
      variantKnown: known.variants.has(finding.variantId),
      pagePicture: entry === null && isPagePicture(finding, known.now),
      gates: gates.length,
    });
    const probably = likely !== null || gates.length > 1;
    return { ...judgement, finding, ours, signatureHash, recognised, entry, probably, image };
  });
}

const partsOf = ({ imageId, variantId, exp }: Finding) => {
  const expiresAt = endOf(exp);
  return expiresAt && { cloudflareId: imageId, variantId, expiresAt };
};

/** The one entry that an address names by all but its signature, which was cut off or changed. */
function likelyOf(
  finding: Finding,
  { ours, recognised, alike }: { ours: boolean; alike: EntryRow[] } & Pick<Case, "recognised">,
): EntryRow | null {
  const parts = partsOf(finding);
  if (!ours || !parts || recognised?.kind === "right" || recognised?.kind === "endless") return null;
  const rows = alike.filter(
    (row) =>
      row.cloudflareId === parts.cloudflareId &&
      row.variantId === parts.variantId &&
      row.expiresAt.getTime() === parts.expiresAt.getTime(),
  );
  return new Set(rows.map(({ linkId }) => linkId)).size === 1 ? (rows[0] ?? null) : null;
}

/** A signature is tried for our account whatever the address says: only the address may have been changed. */
function recogniseIn(finding: Finding, { keys, variants }: Known): Recognised<KnownKey> | null {
  const { signature, imageId, variantId, exp, host } = finding;
  if (signature === null) return null;
  const parts = { accountHash: accountHash(), imageId, variantId, exp, signature, host };
  return recognise(parts, keys, [...variants.keys()]);
}

/**
 * Pictures on our own screens, previews of the team's variants among them, are signed for minutes and have no entry.
 * Each ends at a second that whoever has taken the key does not know.
 */
function isPagePicture({ exp, imageId: cloudflareId, variantId }: Finding, now: Date): boolean {
  const end = endOf(exp);
  return end !== null && isPictureEnd(end, { cloudflareId, variantId }, now);
}

/** By Cloudflare's id: as they are now, else as the ledger remembers them. */
async function readImages(findings: Finding[]): Promise<Map<string, KnownImage>> {
  const ids = [...new Set(findings.map(({ imageId }) => imageId))];
  const [rows, remembered, past] = await Promise.all([
    db().image.findMany({
      where: { cloudflareId: { in: ids } },
      select: { id: true, name: true, cloudflareId: true },
    }),
    db().linkItem.findMany({
      where: { cloudflareId: { in: ids } },
      distinct: ["cloudflareId"],
      select: { imageId: true, imageName: true, cloudflareId: true },
    }),
    db().reseal.findMany({
      where: { oldCloudflareId: { in: ids } },
      select: { imageId: true, imageName: true, oldCloudflareId: true },
    }),
  ]);
  const resealed = past.map((row) => ({ ...row, cloudflareId: row.oldCloudflareId }));
  const known = [...remembered, ...resealed].map((row) => [row.cloudflareId, imageOf(row)] as const);
  const here = rows.map(({ id, name, cloudflareId }) => {
    const key = cloudflareId ?? "";
    return [key, { id, name, cloudflareId: key }] as const;
  });
  return new Map<string, KnownImage>([...known, ...here]);
}

const imageOf = (row: { imageId: string | null; imageName: string; cloudflareId: string }): KnownImage => ({
  id: row.imageId,
  name: row.imageName,
  cloudflareId: row.cloudflareId,
});

const equal = (one: Uint8Array | null, other: Uint8Array) => one !== null && Buffer.compare(one, other) === 0;
