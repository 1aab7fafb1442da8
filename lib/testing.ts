// For integration tests only: a world with a real database, a real stand-in and people to act in it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/roles";
import { startStandIn } from "@/lib/cloudflare/stand-in/server";
import { createTestDatabase } from "@/scripts/test-database";

export type World = {
  /** Adds a person and returns them as someone who has signed in. */
  actor(role: Role): Promise<Actor>;
  standIn: Awaited<ReturnType<typeof startStandIn>>;
  /** The time that the stand-in and our domain code believe. */
  clock: { now: Date };
};

/** Call at the top of a test file: fills the returned world before its tests and removes it after them. */
export function openWorld(): World {
  const world = { clock: { now: new Date() } } as World;
  const closing: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const ours = await createTestDatabase();
    const theirs = await createTestDatabase(null);
    const dir = mkdtempSync(path.join(tmpdir(), "darkroom-world-"));
    world.standIn = await startStandIn({
      databaseUrl: theirs.url,
      dataDir: dir,
      token: "test-token-that-is-long-enough",
      now: () => world.clock.now,
      control: true,
    });
    Object.assign(process.env, {
      DATABASE_URL: ours.url,
      NEXTAUTH_SECRET: "test-secret-test-secret-test-secret",
      CLOUDFLARE_ACCOUNT_ID: world.standIn.accountId,
      CLOUDFLARE_ACCOUNT_HASH: world.standIn.accountHash,
      CLOUDFLARE_API_TOKEN: world.standIn.token,
      CLOUDFLARE_API_URL: `${world.standIn.url}/client/v4`,
      CLOUDFLARE_UPLOAD_URL: world.standIn.url,
      CLOUDFLARE_DELIVERY_URL: world.standIn.url,
    });
    const { clock } = await import("@/lib/clock");
    clock.now = () => world.clock.now;
    const { db } = await import("@/lib/db");
    await db().installation.create({ data: {} });
    world.actor = async (role) => {
      const id = crypto.randomUUID();
      const person = { id, email: `${id}@example.test`, name: `Test ${role}`, role };
      await db().user.create({ data: { ...person, passwordHash: "-" } });
      return { ...person, from: { address: "127.0.0.1", client: "vitest" } } as unknown as Actor;
    };
    closing.push(
      () => db().$disconnect(),
      () => world.standIn.close(),
      () => ours.drop(),
      () => theirs.drop(),
      async () => rmSync(dir, { recursive: true, force: true }),
    );
  });

  afterAll(async () => {
    for (const close of closing) await close();
  });
  return world;
}
