import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { formatCount } from "@/lib/format";
import { withCurrentKey } from "@/lib/keys/hold";
import type { AccountKey } from "@/lib/keys/mirror";
import type { LinkOutcome } from "@/lib/links/changes-schema";
import type { HandedLink } from "@/lib/links/hand-over";
import { type Again, type Judged, judgeAgain } from "@/lib/links/reissue-plan";
import type {
  OldWay,
  PlanReissueInput,
  Reissued,
  ReissueInput,
  ReissuePlan,
} from "@/lib/links/reissue-schema";
import { writeBatch } from "@/lib/links/write";
import { reportUnexpected } from "@/lib/log";

/** What issuing these links again would do: how many, which not and why, and what becomes of the old ones. */
export async function planReissue(actor: Actor, { target, end }: PlanReissueInput): Promise<ReissuePlan> {
  assertCan(actor, "link:create");
  const judged = await judgeAgain(db(), actor, { target, end, now: clock.now() });
  const ready = judged.flatMap((one) => ("again" in one ? [one.again] : []));
  const running = ready.filter((again) => again.running);
  return {
    ready: ready.length,
    pictures: ready.reduce((sum, { images, variantIds }) => sum + images.length * variantIds.length, 0),
    stoppable: running.filter(({ mode }) => mode === "gated").length,
    runOn: running.filter(({ mode }) => mode === "direct").length,
    refused: refusedOf(judged),
    partly: ready.flatMap(({ id, recipient, without }) =>
      without ? [{ linkId: id, recipient: recipient.name, ok: true, message: without }] : [],
    ),
  };
}

/**
 * Gives the holders of these links new ones: the same pictures, variants, purpose and conditions with a new end. Each
 * is a transaction of its own, with what becomes of its old entry, and answers for itself. Throws CONFLICT when not as
 * many can be issued again as were expected.
 */
export async function reissueLinks(actor: Actor, input: ReissueInput): Promise<Reissued> {
  assertCan(actor, "link:create");
  const judged = await judgeAgain(db(), actor, { ...input, now: clock.now() });
  const ready = judged.flatMap((one) => ("again" in one ? [one.again] : []));
  if (ready.length !== input.expected)
    throw new AppError(
      "CONFLICT",
      `${formatCount(ready.length, "link")} can be issued again now, not ${formatCount(input.expected)}. Nothing was created. Look at the number again.`,
    );
  const links: HandedLink[] = [];
  const refused = refusedOf(judged);
  for (const again of ready) {
    const made = await issue(actor, again, input.old).catch((error: unknown) => inWords(error));
    if (typeof made !== "string") links.push(made);
    else refused.push({ linkId: again.id, recipient: again.recipient.name, ok: false, message: made });
  }
  return { links, refused };
}

const refusedOf = (judged: Judged[]): LinkOutcome[] =>
  judged.flatMap((one) =>
    "problem" in one ? [{ linkId: one.id, recipient: one.name, ok: false, message: one.problem }] : [],
  );

/** One odd link must not lose the addresses of those before it. */
function inWords(error: unknown): string {
  if (error instanceof AppError) return error.message;
  return `Something broke on our side (reference ${reportUnexpected("reissue", error)}).`;
}

function issue(actor: Actor, again: Again, old: OldWay): Promise<HandedLink> {
  const write = (key: AccountKey | null) =>
    db().$transaction((tx) => replace(tx, actor, { again, old, key }), { timeout: 20_000 });
  return again.gate ? write(null) : withCurrentKey(write);
}

async function replace(
  tx: Tx,
  actor: Actor,
  { again, old, key }: { again: Again; old: OldWay; key: AccountKey | null },
): Promise<HandedLink> {
  const { id, recipient, images, purpose } = again;
  // The lock first: who waited for it reads what the other one wrote.
  await tx.$queryRaw`SELECT 1 FROM "Link" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
  const { reissuedAsId } = await tx.link.findUniqueOrThrow({ where: { id }, select: { reissuedAsId: true } });
  const newer = reissuedAsId && {
    where: { id: reissuedAsId, revokedAt: null, endsAt: { gt: clock.now() } },
    select: { id: true },
  };
  if (newer && (await tx.link.findFirst(newer)))
    throw new AppError("CONFLICT", "It was issued again just now. Look at its page.");
  const [made] = await writeBatch(tx, actor, { ...again, recipients: [recipient], key });
  if (!made) throw new AppError("UNEXPECTED", "The link was not made. Try again.");
  await tx.link.update({ where: { id }, data: { reissuedAsId: made.linkId } });
  // Whoever asked for more time has their answer.
  const answered = { answeredAt: clock.now() };
  await tx.linkRequest.updateMany({ where: { linkId: id, answeredAt: null }, data: answered });
  await recordAudit(tx, actor, {
    action: "link.issued-again",
    subject: { type: "link", id, name: recipient.name },
    details: { as: made.linkId, endsAt: made.endsAt.toISOString() },
  });
  await endOld(tx, actor, again, old);
  return { ...made, purpose, images: images.length };
}

/** How long the holder of an old page has to go over to the new one. */
const goingOver = 24 * 3_600_000;

/** What can be done about the old entry: a page stops or ends soon, a direct link runs on to its end. */
async function endOld(tx: Tx, actor: Actor, { id, recipient }: Again, old: OldWay): Promise<void> {
  const now = clock.now();
  const subject = { type: "link" as const, id, name: recipient.name };
  const page = { id, mode: "gated" as const, revokedAt: null };
  if (old === "stop") {
    const reason = "it was issued again";
    const { count } = await tx.link.updateMany({
      where: { ...page, endsAt: { gt: now } },
      data: { revokedAt: now, revokedById: actor.id, revokeReason: reason },
    });
    if (count > 0) await recordAudit(tx, actor, { action: "link.revoked", subject, details: { reason } });
  }
  if (old === "soon") {
    const endsAt = new Date(Math.floor((now.getTime() + goingOver) / 1000) * 1000);
    const { count } = await tx.link.updateMany({
      where: { ...page, endsAt: { gt: endsAt } },
      data: { endsAt },
    });
    if (count === 0) return;
    await tx.linkItem.updateMany({ where: { linkId: id }, data: { expiresAt: endsAt } });
    await recordAudit(tx, actor, {
      action: "link.extended",
      subject,
      details: { endsAt: endsAt.toISOString() },
    });
  }
}
