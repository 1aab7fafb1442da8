import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, system } from "@/lib/auth/actor";
import { browserOf } from "@/lib/client-name";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { readDeclined } from "@/lib/gate/decline";
import { type Caller, findGate } from "@/lib/gate/find";
import { unlock } from "@/lib/gate/guesses";
import { justDeclined, maxRequests } from "@/lib/gate/rules";

type Asking = Omit<Caller, "address"> & { message: string; password?: string };

/**
 * A recipient asks for more time, with the password if there is one; the issuer finds it on the entry and among what
 * needs attention.
 */
export async function askMoreTime(
  from: Actor["from"],
  { token, message, password = "", known, ...held }: Asking,
): Promise<{ sender: string }> {
  const link = await findGate({ token, ...held, address: from.address });
  if (!link || !["live", "ending", "ended", "used"].includes(link.status))
    throw new AppError("NOT_FOUND", "This link cannot be given more time. Write to whoever sent it.");
  if (!link.unlocked) await unlock(link, { password, known, from });
  if (justDeclined(await readDeclined(link.id), clock.now()))
    throw new AppError(
      "LIMIT",
      `${link.issuedBy.name} declined it less than a day ago. Write to ${link.issuedBy.name}, or ask again tomorrow.`,
    );
  await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "Link" WHERE "id" = ${link.id}::uuid FOR NO KEY UPDATE`;
    const waiting = await tx.linkRequest.count({ where: { linkId: link.id, answeredAt: null } });
    if (waiting >= maxRequests)
      throw new AppError("LIMIT", `${link.issuedBy.name} has been asked already and has not answered yet.`);
    await tx.linkRequest.create({ data: { linkId: link.id, at: clock.now(), message } });
    const recipient = {
      id: system.id,
      name: link.recipient,
      from: { address: "", client: browserOf(from.client) },
    };
    await recordAudit(tx, recipient, {
      action: "link.more-time-asked",
      subject: { type: "link", id: link.id, name: link.recipient },
      details: { message },
    });
  });
  return { sender: link.issuedBy.name };
}
