import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { accountHash, answerForParts, deliveryHost } from "@/lib/cloudflare/connection";
import { mapLimit } from "@/lib/concurrency";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { readExposures } from "@/lib/images/exposures";
import { readKnownKeys } from "@/lib/keys/known";
import { raiseAlarms, type Unexplained } from "@/lib/leaks/alarms";
import { toCard } from "@/lib/leaks/card";
import { type EntryRow, othersOf, type Variants } from "@/lib/leaks/entries";
import { type Case, investigate } from "@/lib/leaks/evidence";
import { examineGates } from "@/lib/leaks/gates";
import { endOf, findAddresses } from "@/lib/leaks/rules";
import type { AcknowledgeInput, Examination, ExamineInput, LeakCard, Measured } from "@/lib/leaks/schema";
import { maxFindings } from "@/lib/leaks/schema";

/** Requests to the delivery host at a time. */
const parallel = 5;

/**
 * Says of every delivery address in a text what it is, who holds it, and what the delivery host answers to it now.
 * Nothing but our own host is asked, with an address put together from the parts. The text is not kept; that an
 * examination took place is. A genuine signature without an entry raises an alarm.
 */
export async function examine(actor: Actor, { text }: ExamineInput): Promise<Examination> {
  assertCan(actor, "leak:examine");
  const now = clock.now();
  const findings = findAddresses(text, { accountHash: accountHash(), host: deliveryHost() });
  const shown = findings.slice(0, maxFindings);
  const more = findings.length - shown.length;
  const gates = await examineGates(text, { limit: maxFindings, now });
  if (shown.length === 0) {
    if (gates.length > 0) await record(actor, [], gates);
    return { cards: gates, more, keysRead: true, at: now };
  }
  const [{ keys, read, missing }, variants] = await Promise.all([readKnownKeys(actor), readVariants()]);
  const cases = await investigate(shown, { keys, read, missing, variants, now });
  await raiseAlarms(actor, cases.flatMap(unexplained));
  const imageIds = cases.flatMap(({ image }) => (image?.id ? [image.id] : []));
  const exposures = await readExposures(actor, imageIds);
  const cards = await mapLimit(cases, parallel, async (one, at) => {
    const others = one.entry ? await othersOf({ link: one.entry.link, besides: itself(one.entry) }, now) : [];
    return toCard(one, { at, now, variants, exposures, others, measured: await measure(one) });
  });
  await record(actor, cases, gates);
  return { cards: [...cards, ...gates], more, keysRead: read, at: clock.now() };
}

const itself = ({ linkId, cloudflareId, variantId }: EntryRow) => ({ linkId, cloudflareId, variantId });

/** What was hung on behind a signature is left off: whoever found it can do that too. */
async function measure({ finding, ours }: Case): Promise<Measured> {
  const asked = ours && (finding.extra.length === 0 || finding.signature !== null);
  const answer = asked ? await answerForParts(finding) : null;
  return { answer: answer ?? "not-asked", at: clock.now() };
}

/** Signed by one of our keys, and nobody here did it. */
function unexplained({ verdict, finding, recognised, signatureHash, entry, image }: Case): Unexplained[] {
  const genuine = verdict === "genuine" || verdict === "endless" || recognised?.kind === "endless";
  if (!genuine || entry || !recognised || !signatureHash) return [];
  const { id: keyId, name: keyName } = recognised.by.key;
  const { imageId: cloudflareId, variantId, exp } = finding;
  const endsAt = recognised.kind === "endless" ? null : endOf(exp);
  const imageName = image?.name ?? "an unknown image";
  return [{ signatureHash, cloudflareId, imageName, variantId, endsAt, keyId, keyName }];
}

async function record(actor: Actor, cases: readonly Case[], gates: readonly LeakCard[]): Promise<void> {
  const entries = [...new Set([...cases, ...gates].flatMap(({ entry }) => (entry ? [entry.linkId] : [])))];
  const names = [...new Set(cases.flatMap(({ image }) => (image ? [image.name] : [])))];
  await db().$transaction((tx) =>
    recordAudit(tx, actor, {
      action: "leak.examined",
      subject: { type: "account", id: "account", name: "the account" },
      details: {
        addresses: cases.length + gates.length,
        verdicts: [...cases, ...gates].map(({ verdict }) => verdict),
        images: names.slice(0, 10),
        entries: entries.slice(0, 10),
      },
    }),
  );
}

async function readVariants(): Promise<Variants> {
  const rows = await db().variant.findMany({ select: { id: true, alwaysPublic: true } });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Ends an alarm with a reason: "an agency's script, now switched off". Throws NOT_FOUND when it has ended. */
export async function acknowledgeAlarm(actor: Actor, { alarmId, reason }: AcknowledgeInput): Promise<void> {
  assertCan(actor, "leak:act");
  await db().$transaction(async (tx) => {
    const { count } = await tx.leakAlarm.updateMany({
      where: { id: alarmId, acknowledgedAt: null },
      data: { acknowledgedAt: clock.now(), acknowledgedBy: actor.name, reason },
    });
    if (count === 0)
      throw new AppError("NOT_FOUND", "This alarm has ended already. Reload to see what is left.");
    const alarm = await tx.leakAlarm.findUniqueOrThrow({ where: { id: alarmId }, include: { key: true } });
    await recordAudit(tx, actor, {
      action: "key.alarm-ended",
      subject: { type: "key", id: alarm.keyId, name: alarm.key.name },
      details: { reason, imageName: alarm.imageName },
    });
  });
}
