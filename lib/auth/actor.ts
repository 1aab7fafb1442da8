import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { type Permission, type Role, roleCan } from "@/lib/auth/roles";
import { readSession } from "@/lib/auth/session";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";

declare const proven: unique symbol;

/** Someone we have authenticated. Only this file can make one; everything else asks for it. */
export type Actor = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** Where the request came from, for the audit event: network address and browser. */
  readonly from: { readonly address: string; readonly client: string };
  readonly [proven]: true;
};

/** The actor that finishes uploads and checks the account when nobody is looking. */
export const system = {
  id: "00000000-0000-0000-0000-000000000000",
  name: "Darkroom",
  email: "",
  role: "admin",
  from: { address: "", client: "schedule" },
} as unknown as Actor;

/** The person a job works for while nobody looks; null when they may not act any more. Reads the account. */
export async function actingFor(userId: string): Promise<Actor | null> {
  const user = await db().user.findUnique({ where: { id: userId } });
  if (!user || user.disabledAt) return null;
  const { id, name, email, role } = user;
  return { id, name, email, role, from: { address: "", client: "job" } } as Actor;
}

/** Address and browser of the current request, shortened; for the audit event and for counting guesses. */
export async function requestOrigin(): Promise<Actor["from"]> {
  const list = await headers();
  const address = list.get("x-real-ip") ?? list.get("x-forwarded-for")?.split(",")[0] ?? "local";
  return { address: address.trim().slice(0, 64), client: (list.get("user-agent") ?? "").slice(0, 255) };
}

/** Who is asking, or null. Reads the account each request, so a disabled or demoted person stops at once. */
export const getActor = cache(async (): Promise<Actor | null> => {
  const session = await readSession();
  if (!session) return null;
  const user = await db().user.findUnique({ where: { id: session.userId } });
  if (!user || user.disabledAt || user.sessionVersion !== session.sessionVersion) return null;
  const { id, name, email, role } = user;
  return { id, name, email, role, from: await requestOrigin() } as Actor;
});

/** For pages: the actor, or the sign-in page, which leads back to the address that was asked for. */
export async function requireActor(): Promise<Actor> {
  const actor = await getActor();
  if (actor) return actor;
  const asked = (await headers()).get("x-asked") ?? "/";
  redirect(asked === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ callbackUrl: asked })}`);
}

export function can(actor: Actor, permission: Permission): boolean {
  return roleCan(actor.role, permission);
}

/** First line of every domain function. Throws FORBIDDEN before anything was read or changed. */
export function assertCan(actor: Actor, permission: Permission): void {
  if (!can(actor, permission))
    throw new AppError(
      "FORBIDDEN",
      `Your role (${actor.role}) does not allow this. An owner can change that.`,
    );
}
