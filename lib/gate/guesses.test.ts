import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { bookAt } from "@/lib/auth/throttle";
import { db } from "@/lib/db";
import { askMoreTime } from "@/lib/gate/more-time";
import { openGate } from "@/lib/gate/open";
import { openSchema } from "@/lib/gate/schema";
import { uploadOne } from "@/lib/images/uploads.testing";
import { createLinks } from "@/lib/links/mutations";
import { createLinksSchema } from "@/lib/links/schema";
import { tokenHash } from "@/lib/links/tokens";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";

const world = openWorld();
const password = "a quiet lamp";
let editor: Actor;
let imageId: string;

beforeAll(async () => {
  editor = await world.actor("editor");
  const admin = await world.actor("admin");
  await prepareAccount(admin);
  imageId = await uploadOne(admin, "dawn.png");
});
beforeEach(async () => {
  await db().signInThrottle.deleteMany();
});

const later = (seconds: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + seconds * 1000);
};

async function gate() {
  const [made] = await createLinks(
    editor,
    createLinksSchema.parse({
      imageIds: [imageId],
      variantIds: ["public"],
      recipients: [{ name: "Clara" }],
      purpose: "Preview",
      endsAt: new Date(world.clock.now.getTime() + 20 * 86_400_000),
      gate: { password },
    }),
  );
  if (!made?.path) throw new Error("no address");
  return made.path.slice(3);
}
/** Guesses of others that were looked at before. */
async function guessed(token: string, count: number) {
  const { id } = await db().link.findUniqueOrThrow({ where: { tokenHash: tokenHash(token) } });
  for (let at = 0; at < count; at += 1) expect(await bookAt([{ kind: "link", who: id }])).toBe(0);
}
const enter = (token: string, address: string, text: string, known?: string) =>
  openGate({ address, client: "" }, { ...openSchema.parse({ token, password: text }), known });
/** What becomes of a guess: "INVALID" was looked at, "LIMIT" was not. */
const guess = (token: string, address: string, known?: string) =>
  enter(token, address, "wrong one", known).then(
    () => "open",
    ({ code }: { code: string }) => code,
  );
const network = (at: number) => `198.51.${at >> 8}.${at & 255}`;
const reader = "203.0.113.9";

describe("a stranger who knows a link's address and guesses its password", () => {
  it("waits alone: its reader elsewhere is let in", async () => {
    const token = await gate();
    const answers = [];
    for (let count = 0; count < 12; count += 1) answers.push(await guess(token, network(1)));
    expect(answers.filter((code) => code === "INVALID")).toHaveLength(5);
    expect(answers.at(-1)).toBe("LIMIT");
    expect(await enter(token, reader, password)).toHaveProperty("ticket");
    // Whoever asks for more time gives the same password.
    await expect(
      askMoreTime({ address: network(1), client: "" }, { token, message: "", password }),
    ).rejects.toMatchObject({ code: "LIMIT" });
    await askMoreTime({ address: reader, client: "" }, { token, message: "", password });
  });

  it("is one guesser in all of a network of the newer kind", async () => {
    const token = await gate();
    const answers = [];
    for (let count = 0; count < 12; count += 1)
      answers.push(await guess(token, `2001:db8:1:2::${count + 1}`));
    expect(answers.filter((code) => code === "INVALID")).toHaveLength(5);
    expect(await guess(token, "2001:db8:1:3::1")).toBe("INVALID");
  });

  it("from everywhere is slowed down as one, and a browser that knew the password is let past", async () => {
    const token = await gate();
    const { known } = await enter(token, reader, password);
    await guessed(token, 95);
    let looked = 0;
    for (let at = 0; at < 20; at += 1) if ((await guess(token, network(at))) === "INVALID") looked += 1;
    expect(looked).toBe(5);
    await expect(enter(token, "192.0.2.1", password)).rejects.toMatchObject({ code: "LIMIT" });
    expect(await enter(token, "192.0.2.1", password, known)).toHaveProperty("ticket");
    await askMoreTime({ address: "192.0.2.1", client: "" }, { token, message: "", password, known });
  });

  it("gets through at most some hundred times a day, from a thousand networks", async () => {
    const token = await gate();
    await guessed(token, 100);
    let looked = 0;
    for (let minute = 0; minute < 24 * 60; minute += 10) {
      if ((await guess(token, network(minute))) === "INVALID") looked += 1;
      later(600);
    }
    expect(looked).toBeLessThanOrEqual(35);
  });

  it("cannot make up what lets past, and with a stolen one guesses as slowly", async () => {
    const token = await gate();
    const other = await gate();
    const { known } = await enter(token, reader, password);
    const { known: ofOther } = await enter(other, reader, password);
    for (const wrong of [ofOther, "A".repeat(43), ""]) {
      await db().signInThrottle.deleteMany();
      const answers = [];
      for (let count = 0; count < 8; count += 1) answers.push(await guess(token, network(2), wrong));
      expect(answers.filter((code) => code === "INVALID")).toHaveLength(5);
      // A stranger's count was raised, not that of whoever knew it.
      expect(await guess(token, network(3), known)).toBe("INVALID");
    }
    await db().signInThrottle.deleteMany();
    const answers = [];
    for (let at = 0; at < 12; at += 1) answers.push(await guess(token, network(at), known));
    expect(answers.filter((code) => code === "INVALID")).toHaveLength(5);
    expect(await enter(token, reader, password)).toHaveProperty("ticket");
  });

  it("gains nothing from its reader's right password", async () => {
    const token = await gate();
    await guessed(token, 90);
    let looked = 0;
    for (let at = 0; at < 30; at += 1) {
      if ((await guess(token, network(at))) === "INVALID") looked += 1;
      await enter(token, reader, password).catch(() => undefined);
    }
    expect(looked).toBeLessThanOrEqual(10);
  });

  it("a hundred times at once is counted one by one", async () => {
    const token = await gate();
    const answers = await Promise.all(Array.from({ length: 40 }, () => guess(token, network(1))));
    expect(answers.filter((code) => code === "INVALID")).toHaveLength(5);
  });
});
