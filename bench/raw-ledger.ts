import type { Client } from "pg";

type Picture = { id: string; name: string; cloudflareId: string | null };
type Sheet = { images: Picture[]; people: string[]; keyId: string; actorId: string; variantId: string };

/**
 * The rows of one batch as a program of ten statements would write them at best: from arrays, in one commit, with
 * nothing signed, looked up, chosen or checked before. `bare` writes the items alone, into a table that only has
 * their indexes; `whole` everything, into the real tables with their foreign keys and triggers.
 */
export function rawLedger(client: Client, sheet: Sheet) {
  const { images, people, keyId, actorId, variantId } = sheet;
  const size = images.length * people.length;
  const column = <T>(of: (image: Picture, person: number, place: number) => T) =>
    Array.from({ length: size }, (_, at) => {
      const place = at % images.length;
      return of(images[place] as Picture, Math.floor(at / images.length), place);
    });
  let batch = 0;
  const signature = Buffer.alloc(32, 7);

  const items = (table: string, links: string[], ends: string[]) =>
    client.query(
      `INSERT INTO "${table}" ("id", "linkId", "position", "imageId", "imageName", "cloudflareId", "variantId", "expiresAt", "signatureHash", "keyId")
       SELECT gen_random_uuid(), * FROM unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::bytea[], $9::uuid[])`,
      [
        column((_, person) => links[person]),
        column((_, __, place) => place + 1),
        column(({ id }) => id),
        column(({ name }) => name),
        column(({ cloudflareId }) => cloudflareId),
        column(() => variantId),
        column((_, person) => ends[person]),
        column(() => signature),
        column(() => keyId),
      ],
    );

  function next() {
    batch += 1;
    const first = Date.now() + (400 + batch) * 86_400_000;
    return {
      links: people.map(() => crypto.randomUUID()),
      ends: people.map((_, at) => new Date(first + at * 1000).toISOString()),
    };
  }

  return {
    async bare() {
      const { links, ends } = next();
      await items("Bare", links, ends);
    },
    async whole() {
      const { links, ends } = next();
      const texts = people.map((name) => ` ${name.toLowerCase()}`);
      await client.query("BEGIN");
      await client.query(
        `INSERT INTO "Contact" ("id", "name", "identity", "searchText", "createdById")
         SELECT gen_random_uuid(), "name", "identity", "text", $4::uuid FROM unnest($1::text[], $2::text[], $3::text[]) row("name", "identity", "text")
         ON CONFLICT ("identity") DO UPDATE SET "identity" = excluded."identity"`,
        [people, people.map((name) => `${name.toLowerCase()}\n\n`), texts, actorId],
      );
      await client.query(
        `INSERT INTO "Link" ("id", "purpose", "recipient", "contactId", "searchText", "endsAt", "issuedById")
         SELECT row."id", 'Bench', row."name", contact."id", row."text", row."ends", $5::uuid
         FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) row("id", "name", "text", "ends")
         JOIN "Contact" contact ON contact."identity" = lower(row."name") || E'\\n\\n'`,
        [links, people, texts, ends, actorId],
      );
      await items("LinkItem", links, ends);
      await client.query(
        `INSERT INTO "AuditEvent" ("action", "actorId", "actorName", "subjectType", "subjectId", "subjectName", "details", "address", "client")
         SELECT 'link.created', $2::uuid, 'Bench', 'link', "id"::text, 'bench', '{"mode":"direct","purpose":"Bench"}', '127.0.0.1', 'bench'
         FROM unnest($1::uuid[]) row("id")`,
        [links, actorId],
      );
      await client.query("COMMIT");
    },
  };
}
