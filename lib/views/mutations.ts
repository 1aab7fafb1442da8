import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan, can } from "@/lib/auth/actor";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { foldedName } from "@/lib/images/search";
import {
  type ChangeViewInput,
  maxViews,
  type SaveViewInput,
  type ViewIdInput,
  type ViewKind,
} from "@/lib/views/schema";

const subject = (id: string, name: string) => ({ type: "view" as const, id, name });
const notHere = () => new AppError("NOT_FOUND", "This view is not here any more, or it is somebody else's.");

type Named = { kind: ViewKind; name: string };

async function assertFree(tx: Tx, actor: Actor, { kind, name }: Named, but?: string): Promise<void> {
  const other = await tx.savedView.findUnique({
    where: { ownerId_kind_folded: { ownerId: actor.id, kind, folded: foldedName(name) } },
    select: { id: true },
  });
  if (!other || other.id === but) return;
  const message = "You have a view of that name already. Choose another name.";
  throw new AppError("CONFLICT", message, { fields: { name: message } });
}

function assertMayShare(actor: Actor, shared: boolean): void {
  if (shared) assertCan(actor, "view:share");
}

/** Keeps a question under a name. Throws CONFLICT when the name is taken, LIMIT at fifty. */
export async function saveView(actor: Actor, input: SaveViewInput): Promise<{ id: string }> {
  assertCan(actor, "image:view");
  if (input.kind === "links") assertCan(actor, "link:view");
  assertMayShare(actor, input.shared);
  return db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${actor.id}::uuid FOR NO KEY UPDATE`;
    await assertFree(tx, actor, input);
    if ((await tx.savedView.count({ where: { ownerId: actor.id } })) >= maxViews)
      throw new AppError("LIMIT", `You keep ${maxViews} views already. Delete one you no longer need.`);
    const { id } = await tx.savedView.create({
      data: { ...input, folded: foldedName(input.name), ownerId: actor.id },
      select: { id: true },
    });
    await recordAudit(tx, actor, {
      action: "view.saved",
      subject: subject(id, input.name),
      details: { kind: input.kind, question: input.question, shared: input.shared },
    });
    return { id };
  });
}

/** Renames one's own view, shares it or takes it back. */
export async function changeView(actor: Actor, { viewId: id, name, shared }: ChangeViewInput): Promise<void> {
  assertCan(actor, "image:view");
  await db().$transaction(async (tx) => {
    const before = await tx.savedView.findFirst({ where: { id, ownerId: actor.id } });
    if (!before) throw notHere();
    if (shared !== before.shared) assertMayShare(actor, shared);
    await assertFree(tx, actor, { kind: before.kind, name }, id);
    await tx.savedView.update({ where: { id }, data: { name, folded: foldedName(name), shared } });
    await recordAudit(tx, actor, {
      action: "view.changed",
      subject: subject(id, name),
      details: { kind: before.kind, shared, ...(before.name !== name && { nameBefore: before.name }) },
    });
  });
}

/** Deletes one's own view; an admin also one that somebody else shares. Nothing that it finds is touched. */
export async function deleteView(actor: Actor, { viewId: id }: ViewIdInput): Promise<void> {
  assertCan(actor, "image:view");
  await db().$transaction(async (tx) => {
    const any = can(actor, "view:manage");
    const [gone] = await tx.savedView.findMany({
      where: { id, OR: [{ ownerId: actor.id }, ...(any ? [{ shared: true }] : [])] },
      select: { name: true, kind: true },
    });
    if (!gone) throw notHere();
    await tx.savedView.delete({ where: { id } });
    await recordAudit(tx, actor, {
      action: "view.deleted",
      subject: subject(id, gone.name),
      details: { kind: gone.kind },
    });
  });
}
