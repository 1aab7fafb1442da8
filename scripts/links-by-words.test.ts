import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { expect, it } from "vitest";
import { migrationsDir } from "./migrate.ts";
import { createTestDatabase } from "./test-database.ts";

const step = "20261130082000_links_by_words";
const id = (at: number) => `018f0000-0000-7000-8000-${String(at).padStart(12, "0")}`;

it("carries the ledger's views and search over to questions", async () => {
  const { url, drop } = await createTestDatabase(null);
  const client = new pg.Client(url);
  await client.connect();
  const names = readdirSync(migrationsDir).filter((name) => /^\d/.test(name));
  const apply = (name: string) =>
    client.query(readFileSync(join(migrationsDir, name, "migration.sql"), "utf8"));
  for (const name of names.filter((other) => other < step).sort()) await apply(name);

  await client.query(`INSERT INTO "User" ("id", "email", "name", "role", "passwordHash")
    VALUES ('${id(1)}', 'a@b.c', 'Tom', 'owner', '-')`);
  const kept: [string, string][] = [
    ["", ""],
    [
      `q=nora+%22x%22+a%26b+re%3Acall+-old+Zo%C3%AB&status=live&mode=gated&by=${id(1)}`,
      String.raw`nora "\"x\"" a&b "re:call" "-old" Zoë status:live mode:gated by:${id(1)}`,
    ],
    [`to=${id(2)}&image=${id(3)}`, `to:${id(2)} image:${id(3)}`],
    [`key=${id(4)}&before=2026-12-31&asks=open`, `is:open key:${id(4)} ends:<2027-01-01 is:asking`],
  ];
  for (const [at, [question]] of kept.entries())
    await client.query(
      `INSERT INTO "SavedView" ("id", "ownerId", "kind", "name", "folded", "question", "sort", "layout")
       VALUES ($1, $2, 'links', $3, $3, $4, 'newest', 'table')`,
      [id(10 + at), id(1), `view ${at}`, question],
    );
  await client.query(`INSERT INTO "SavedView" ("id", "ownerId", "kind", "name", "folded", "question", "sort", "layout")
    VALUES ('${id(20)}', '${id(1)}', 'images', 'i', 'i', 'q=is:open&x', 'newest', 'grid')`);

  await client.query(`INSERT INTO "Contact" ("id", "name", "identity", "searchText")
    VALUES ('${id(2)}', 'Nora', 'nora', ' nora elle nora example')`);
  await client.query(`INSERT INTO "Image" ("id", "uploadKey", "state", "name", "fileName", "searchText", "requireSignedUrls", "uploadedById")
    VALUES ('${id(3)}', 'k', 'ready', 'Été 我猫.png', 'f', '', true, '${id(1)}')`);
  await client.query(`INSERT INTO "Link" ("id", "purpose", "recipient", "contactId", "note", "searchText", "endsAt", "issuedById")
    VALUES ('${id(5)}', 'Review', 'Nora', '${id(2)}', '', ' old', now(), '${id(1)}')`);
  const items = [
    [1, `'${id(3)}'`, "Old.png", "c1", "a"],
    [2, `'${id(3)}'`, "Old.png", "c1", "b"],
    [3, "NULL", "Gone.png", "c2", "a"],
  ];
  for (const [position, image, name, cloudflareId, variant] of items)
    await client.query(`INSERT INTO "LinkItem" ("id", "linkId", "position", "imageId", "imageName", "cloudflareId", "variantId", "expiresAt")
      VALUES (gen_random_uuid(), '${id(5)}', ${position}, ${image}, '${name}', '${cloudflareId}', '${variant}', now())`);

  await apply(step);
  const views = await client.query(`SELECT "question" FROM "SavedView" ORDER BY "id"`);
  expect(views.rows.map(({ question }) => question)).toEqual([
    ...kept.map(([, after]) => after),
    "q=is:open&x",
  ]);
  const links = await client.query(`SELECT "searchText" FROM "Link"`);
  expect(links.rows[0].searchText.split("\n")).toEqual([
    " review nora",
    " nora elle nora example",
    " ete 我 猫 png",
    "",
    " gone png",
  ]);
  await client.end();
  await drop();
});
