import "server-only";
import { type Actor, system } from "@/lib/auth/actor";
import { db } from "@/lib/db";

/** Whoever began it is who did it, also when the schedule carries it on. */
export async function starterOf({
  startedById,
}: {
  startedById: string;
}): Promise<Pick<Actor, "id" | "name" | "from">> {
  const person = await db().user.findUnique({ where: { id: startedById }, select: { id: true, name: true } });
  return person ? { ...person, from: system.from } : system;
}
