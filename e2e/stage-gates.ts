// Gated links of the stage, one in each state that a recipient can meet.
import { createHash, randomBytes } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { searchTextOf } from "../lib/images/search.ts";
import type { Person, Product } from "./product.ts";
import { day, from, hour, minute } from "./stage-past.ts";

type State = "open" | "one" | "guarded" | "ended" | "waiting" | "paused" | "used" | "revoked";
/** Tokens by state, and the ids of entries: one that was opened, one whose recipient asks for more time, one used up. */
export type Gates = { tokens: Record<State, string>; links: { open: string; asking: string; used: string } };

const terms =
  "Embargo until Friday 27 November, 09:00 CET. The pictures may be used once, for the November issue, with the credit beside them.\n\nThey may not be cropped, recoloured or passed on. After publication every copy is deleted.";
const message = "Photo: Ines Aldovar / Dagens Bild\nUnder embargo until Friday 27 November, 09:00 CET.";

/** Fills the gates; the guarded one opens with "a quiet red lamp". */
export async function fillGates({ db }: Product, issuer: Person, imageIds: string[]): Promise<Gates> {
  const images = await db.image.findMany({ where: { id: { in: imageIds } }, orderBy: { createdAt: "asc" } });
  const passwordHash = await hash("a quiet red lamp", { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  const { id: contactId } = await db.contact.create({
    data: {
      name: "Clara Nyström",
      organisation: "Dagens Bild",
      address: "clara@dagensbild.example",
      identity: "clara nyström\ndagens bild\nclara@dagensbild.example",
      searchText: searchTextOf("Clara Nyström", "Dagens Bild"),
    },
  });
  async function gate(purpose: string, ends: number, count: number, more: object = {}) {
    const token = randomBytes(16).toString("base64url");
    const endsAt = new Date(Math.floor(from(ends).getTime() / 1000) * 1000);
    await db.link.create({
      data: {
        mode: "gated",
        purpose,
        recipient: "Clara Nyström",
        contactId,
        searchText: searchTextOf(purpose, "Clara Nyström"),
        endsAt,
        createdAt: from(-3 * day),
        issuedById: issuer.id,
        tokenHash: new Uint8Array(createHash("sha256").update(token).digest()),
        ...more,
        items: {
          create: images.slice(0, count).map(({ id, name, cloudflareId }, at) => ({
            position: at + 1,
            imageId: id,
            imageName: name,
            cloudflareId: cloudflareId ?? "",
            variantId: "public",
            expiresAt: endsAt,
          })),
        },
      },
    });
    return token;
  }
  const tokens = {
    open: await gate("Press preview, November issue", 46 * hour, 6, { message, allowDownload: true }),
    one: await gate("Cover proof", 80 * minute, 1),
    guarded: await gate("Embargoed set for the launch", 3 * day, 4, {
      passwordHash,
      terms,
      maxOpens: 3,
      opens: 1,
    }),
    ended: await gate("Last week's set", -2 * day, 2),
    waiting: await gate("Set for Monday", 6 * day, 3, { startsAt: from(2 * day) }),
    paused: await gate("Under review", 2 * day, 2, { pausedAt: from(-hour) }),
    used: await gate("One look", 2 * day, 1, { maxOpens: 1, opens: 1, usedUpAt: from(-hour) }),
    revoked: await gate("Sent to the wrong person", 2 * day, 2, { revokedAt: from(-hour) }),
  };
  const idOf = async (purpose: string) =>
    (await db.link.findFirstOrThrow({ where: { purpose, mode: "gated" } })).id;
  const links = {
    open: await idOf("Press preview, November issue"),
    asking: await idOf("Last week's set"),
    used: await idOf("One look"),
  };
  await db.linkOpening.createMany({
    data: ["Safari on iPhone", "Chrome on Windows", "Safari on iPhone"].map((client, at) => ({
      linkId: links.open,
      at: from(-(9 - at) * hour),
      client,
    })),
  });
  await db.link.update({ where: { id: links.open }, data: { opens: 3, lastOpenedAt: from(-7 * hour) } });
  await db.linkRequest.create({
    data: {
      linkId: links.asking,
      at: from(-3 * hour),
      message: "The layout moved to Monday. Two more days?",
    },
  });
  return { tokens, links };
}
