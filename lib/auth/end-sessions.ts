import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { requestOrigin } from "@/lib/auth/actor";
import type { Session } from "@/lib/auth/session";
import { db } from "@/lib/db";

/** Ends every session of the account that this one belongs to. One that has ended already ends nothing. */
export async function endSessions({
  userId,
  sessionVersion,
}: Pick<Session, "userId" | "sessionVersion">): Promise<void> {
  const from = await requestOrigin();
  await db().$transaction(async (tx) => {
    const [user] = await tx.user.updateManyAndReturn({
      where: { id: userId, sessionVersion },
      data: { sessionVersion: { increment: 1 } },
      select: { id: true, name: true },
    });
    if (user)
      await recordAudit(
        tx,
        { ...user, from },
        { action: "session.ended", subject: { type: "person", ...user } },
      );
  });
}
