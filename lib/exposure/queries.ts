import "server-only";
import { type Actor, assertCan, can } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { alarmItem } from "@/lib/exposure/alarm";
import { attentionItems } from "@/lib/exposure/attention";
import { withForeign } from "@/lib/exposure/foreign";
import type { AccountFacts, AttentionItem, ExposureSummary, ForeignImages } from "@/lib/exposure/schema";
import { summarySentence } from "@/lib/exposure/sentence";
import { countImages, readAccount } from "@/lib/exposure/tally";
import { ownVariantIds } from "@/lib/images/schema";
import { statusWhere } from "@/lib/links/filter";
import { readVariants } from "@/lib/links/rows";

/** A link is "ending" within its last two hours. */

/** What the whole account adds to each image's answer, as last mirrored. */
export async function getAccountFacts(actor: Actor): Promise<AccountFacts> {
  assertCan(actor, "image:view");
  return readAccount();
}

/** The home screen's sentence and the numbers behind it, counted in one pass. */
export async function summariseExposure(actor: Actor): Promise<ExposureSummary> {
  assertCan(actor, "image:view");
  const [counted, installation] = await Promise.all([countImages(), readInstallation()]);
  const foreign = foreignOf(installation);
  const { sealed, exposed, unknown, served, open, pending, unfinished, failed, deleting } = counted;
  const { account, asOf, stale, now } = counted;
  return {
    counts: { sealed, exposed, open: open + served, pending, unknown },
    privateImages: sealed + exposed + unknown + served,
    unfinished,
    failed,
    deleting,
    alwaysPublic: account.alwaysPublic,
    asOf,
    stale,
    foreign,
    sentence: withForeign(
      summarySentence(counted, { alwaysPublic: account.alwaysPublic, asOf, stale }, now),
      foreign,
    ),
  };
}

/** What asks for a decision, gravest first; only what this person's role can do something about. */
export async function listAttention(actor: Actor): Promise<AttentionItem[]> {
  assertCan(actor, "image:view");
  const now = clock.now();
  const variants = await readVariants();
  const [counted, asking, ending, own, alarms, installation] = await Promise.all([
    countImages(),
    db().link.count({
      where: {
        revokedAt: null,
        requests: { some: { answeredAt: null } },
        ...(can(actor, "link:manage") ? {} : { issuedById: actor.id }),
      },
    }),
    db().link.count({ where: statusWhere("ending", variants, now) }),
    db().variant.count({ where: { id: { in: [...ownVariantIds] } } }),
    db().leakAlarm.count({ where: { acknowledgedAt: null } }),
    readInstallation(),
  ]);
  const facts = {
    ...counted,
    asking,
    ending,
    ownMissing: ownVariantIds.length - own,
    syncError: installation?.syncError,
    foreign: foreignOf(installation),
  };
  const items = attentionItems(facts)
    .filter(({ needs }) => can(actor, needs))
    .map(({ item }) => item);
  return alarms > 0 && can(actor, "leak:examine") ? [alarmItem(alarms), ...items] : items;
}

function readInstallation() {
  const select = { syncError: true, foreignPrivate: true, foreignPublic: true } as const;
  return db().installation.findUnique({ where: { id: 1 }, select });
}

const foreignOf = (row: Awaited<ReturnType<typeof readInstallation>>): ForeignImages => ({
  private: row?.foreignPrivate ?? 0,
  public: row?.foreignPublic ?? 0,
});
