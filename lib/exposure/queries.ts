import "server-only";
import { type Actor, assertCan, can } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { readAccount, readMirror } from "@/lib/exposure/account";
import { alarmItem } from "@/lib/exposure/alarm";
import { attentionItems } from "@/lib/exposure/attention";
import { withForeign } from "@/lib/exposure/foreign";
import { keyReasons } from "@/lib/exposure/key-attention";
import type { AccountFacts, AttentionItem, ExposureSummary } from "@/lib/exposure/schema";
import { summarySentence } from "@/lib/exposure/sentence";
import { countImages } from "@/lib/exposure/tally";
import { countLate, readWaiting } from "@/lib/exposure/waiting";
import { ownVariantIds } from "@/lib/images/schema";
import { statusWhere } from "@/lib/links/filter";
import { knownVariants } from "@/lib/links/rows";

/** What the whole account adds to each image's answer, as last mirrored. */
export async function getAccountFacts(actor: Actor): Promise<AccountFacts> {
  assertCan(actor, "image:view");
  return readAccount();
}

/** The home screen's sentence and the numbers behind it, counted in one pass. */
export async function summariseExposure(actor: Actor): Promise<ExposureSummary> {
  assertCan(actor, "image:view");
  const [counted, { foreign }] = await Promise.all([countImages(), readMirror()]);
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
  const { variants } = await readMirror();
  const [late, ending] = await Promise.all([
    countLate(now),
    db().link.count({ where: statusWhere("ending", knownVariants(variants), now) }),
  ]);
  return weigh(actor, { late, ending });
}

/** The same without what only informs: for the frame of every screen, which counts what asks for a decision. */
export async function listDecisions(actor: Actor): Promise<AttentionItem[]> {
  assertCan(actor, "image:view");
  return (await weigh(actor, { late: 0, ending: 0 })).filter(({ tone }) => tone !== "info");
}

async function weigh(actor: Actor, quiet: { late: number; ending: number }): Promise<AttentionItem[]> {
  const [{ variants, syncError, foreign }, counted, waiting] = await Promise.all([
    readMirror(),
    countImages(),
    readWaiting(actor),
  ]);
  const own = variants.filter(({ id }) => ownVariantIds.includes(id)).length;
  const ownMissing = ownVariantIds.length - own;
  const { asking, alarms } = waiting;
  const facts = { ...counted, ...quiet, asking, ownMissing, syncError, foreign };
  const items = [...keyReasons(waiting), ...attentionItems(facts)]
    .filter(({ needs }) => can(actor, needs))
    .map(({ item }) => item);
  return alarms > 0 && can(actor, "leak:examine") ? [alarmItem(alarms), ...items] : items;
}
