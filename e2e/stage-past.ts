// What the stage remembers: links of every status, invitations, and who did what in the days before.
import { createHash, randomBytes } from "node:crypto";
import { searchTextOf } from "../lib/images/search.ts";
import type { Person, Product } from "./product.ts";

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
/** A moment that many milliseconds from now. */
export const from = (ms: number) => new Date(Date.now() + ms);

/** One link of every status, and one whose image is gone. */
export async function fillLedger({ db }: Product, issuers: Person[], imageIds: string[]) {
  const key = await db.signingKey.findFirstOrThrow({ where: { goneAt: null } });
  const old = await db.signingKey.create({
    data: { name: "agency2025", fingerprint: "0".repeat(64), checkedAt: from(-day), goneAt: from(-day) },
  });
  const [sealed = "", longest = "", open = "", other = ""] = imageIds;
  const rows: [
    string,
    string,
    number,
    { imageId: string | null; keyId?: string; revoked?: boolean; note?: string },
  ][] = [
    ["Press preview, November issue", "Clara Nyström, Dagens Bild", 46 * hour, { imageId: sealed }],
    ["Board review", "board@example.com", 80 * minute, { imageId: sealed }],
    ["Printer proof", "Tryckhuset Norr", 12 * day, { imageId: sealed, note: "Colours only, not for print" }],
    [
      "Retouching of the sky and of everything else that the art director wrote on page four",
      "Studio Bartholomäus & Söhne, Abteilung Bildbearbeitung und Archiv",
      5 * day,
      { imageId: longest },
    ],
    ["First look", "Clara Nyström, Dagens Bild", -30 * hour, { imageId: sealed }],
    ["Sent to the wrong address", "someone@example.org", 20 * hour, { imageId: sealed, revoked: true }],
    ["Agency shortlist", "Nord & Partner", 3 * day, { imageId: other, keyId: old.id }],
    ["Preview before launch", "Launch partners", 3 * day, { imageId: open }],
    ["Exhibition wall", "Museum am Fluss", 2 * day, { imageId: null }],
  ];
  for (const [at, [purpose, recipient, ends, rest]] of rows.entries()) {
    const image = rest.imageId
      ? await db.image.findUniqueOrThrow({ where: { id: rest.imageId } })
      : { name: "Withdrawn portrait", cloudflareId: crypto.randomUUID() };
    const endsAt = new Date(Math.floor(from(ends).getTime() / 1000) * 1000);
    await db.link.create({
      data: {
        purpose,
        recipient,
        note: rest.note,
        searchText: searchTextOf(purpose, recipient, image.name),
        endsAt,
        revokedAt: rest.revoked ? from(-hour) : null,
        createdAt: from(-at * 5 * hour - 40 * minute),
        issuedById: issuers[at % issuers.length]?.id ?? "",
        items: {
          create: {
            imageId: rest.imageId,
            imageName: image.name,
            cloudflareId: image.cloudflareId ?? "",
            variantId: "public",
            expiresAt: endsAt,
            signatureHash: randomBytes(32),
            keyId: rest.keyId ?? key.id,
          },
        },
      },
    });
  }
}

/** An open invitation, a withdrawn and an expired one; returns the token of the open one. */
export async function invite({ db }: Product, by: Person) {
  const token = randomBytes(32).toString("base64url");
  const row = (email: string, expires: number, of = randomBytes(32).toString("base64url")) => ({
    email,
    role: "editor" as const,
    tokenHash: new Uint8Array(createHash("sha256").update(of).digest()),
    expiresAt: from(expires),
    createdById: by.id,
  });
  await db.invitation.createMany({
    data: [
      row("katarzyna.wojciechowska-brzeczyszczykiewicz@redaktion.beispielverlag.example", 6 * day, token),
      { ...row("sam@example.com", 2 * day), revokedAt: from(-hour) },
      { ...row("ola@example.com", -3 * day), createdAt: from(-10 * day) },
    ],
  });
  return token;
}

/** What happened in the days before; what the seeding itself does comes after it. */
export async function remember({ db }: Product, people: Person[], image: { id: string; name: string }) {
  const [owner, admin, editor] = people;
  const event = (at: number, who: Person | undefined, action: string, more: object) => ({
    at: from(at),
    actorId: who?.id,
    actorName: who?.name ?? "Darkroom",
    action,
    subjectType: "image",
    subjectId: image.id,
    subjectName: image.name,
    details: {},
    address: "192.0.2.7",
    client: "Firefox on macOS",
    ...more,
  });
  await db.auditEvent.createMany({
    data: [
      event(-3 * day, owner, "session.started", {
        subjectType: "person",
        subjectId: owner?.id,
        subjectName: owner?.name,
      }),
      event(-50 * hour, editor, "image.received", { details: { private: true } }),
      event(-50 * hour + minute, undefined, "image.measured", {
        details: { bytes: 184_213, probe: "refused" },
      }),
      event(-26 * hour, admin, "image.edited", {
        details: { changed: ["name", "tags"], nameBefore: "IMG_4410" },
      }),
      event(-5 * hour, editor, "image.original-downloaded", {}),
      event(-3 * hour, admin, "variant.closed", {
        subjectType: "variant",
        subjectId: "social",
        subjectName: "social",
      }),
      event(-2 * hour, undefined, "session.refused", {
        subjectType: "person",
        subjectId: "?",
        subjectName: "root@example.com",
      }),
    ],
  });
}
