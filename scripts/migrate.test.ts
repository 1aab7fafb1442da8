import pg from "pg";
import { describe, expect, it } from "vitest";
import { migrate, schemaDrift } from "./migrate.ts";
import { createTestDatabase } from "./test-database.ts";

describe("migrations", () => {
  it("apply once when four start together", async () => {
    const { url, drop } = await createTestDatabase(null);
    const applied = await Promise.all([migrate(url), migrate(url), migrate(url), migrate(url)]);
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    expect(await migrate(url)).toEqual([]);
    await drop();
  });

  it("say what schema.prisma says", async () => {
    const { url, drop } = await createTestDatabase(null);
    expect(await schemaDrift(url)).toBe("");
    await drop();
  });

  it("refuse to change, remove or truncate an audit event", async () => {
    const { url, drop } = await createTestDatabase();
    const client = new pg.Client(url);
    await client.connect();
    await client.query(`INSERT INTO "AuditEvent"
      ("action", "actorName", "subjectType", "subjectId", "subjectName", "details", "address", "client")
      VALUES ('a', 'b', 'c', 'd', 'e', '{}', '', '')`);
    await expect(client.query(`UPDATE "AuditEvent" SET "actorName" = 'x'`)).rejects.toThrow("append-only");
    await expect(client.query(`DELETE FROM "AuditEvent"`)).rejects.toThrow("append-only");
    await expect(client.query(`TRUNCATE "AuditEvent"`)).rejects.toThrow("append-only");
    await client.end();
    await drop();
  });
});
