import pg from "pg";
import { describe, expect, it } from "vitest";
import { db, poolOf } from "@/lib/db";
import { openWorld } from "@/lib/testing";

openWorld();

describe("the connection", () => {
  it("asks a pooler for nothing that it would refuse", () => {
    const client = new pg.Client(poolOf("postgresql://someone@127.0.0.1:1/db")) as pg.Client & {
      getStartupConf(): Record<string, string>;
    };
    expect(Object.keys(client.getStartupConf()).sort()).toEqual(["database", "user"]);
  });

  // The test server itself stands in St John's: see scripts/test-postgres.ts.
  it("means UTC, whatever zone the server stands in", async () => {
    const [server] = await db().$queryRaw<{ zone: string }[]>`SELECT current_setting('TimeZone') AS "zone"`;
    expect(server?.zone).toBe("UTC");
    const at = new Date("2026-03-29T01:30:00.000Z");
    const [row] = await db().$queryRaw<{ same: boolean; back: Date }[]>`
      SELECT ${at.toISOString()}::timestamptz = ${at}::timestamptz AS "same", ${at}::timestamptz AS "back"`;
    expect(row).toEqual({ same: true, back: at });
  });
});
