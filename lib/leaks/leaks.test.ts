import { createHmac, randomUUID } from "node:crypto";
import { inspect } from "node:util";
import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { cloudflare } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { listAttention } from "@/lib/exposure/queries";
import { forward } from "@/lib/gate/forward";
import { forgetForwards } from "@/lib/gate/forwards";
import { finishUploads } from "@/lib/images/finish-uploads";
import { startUploads } from "@/lib/images/start-uploads";
import { forgetKey } from "@/lib/keys/memory";
import { isPictureEnd } from "@/lib/keys/page-pictures";
import { urlSigner } from "@/lib/keys/signing";
import { acknowledgeAlarm, examine } from "@/lib/leaks/mutations";
import { listAlarms } from "@/lib/leaks/queries";
import { revokeLinks } from "@/lib/links/changes";
import { createLink, createLinks } from "@/lib/links/mutations";
import { createLinksSchema } from "@/lib/links/schema";
import { newToken, tokenHash } from "@/lib/links/tokens";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";

process.env.KEY_ARCHIVE_SECRET = "an-archive-secret-for-tests-only-0123456789";
const world = openWorld();
let admin: Actor;
let editor: Actor;
let image: { id: string; cloudflareId: string };

beforeAll(async () => {
  admin = await world.actor("admin");
  editor = await world.actor("editor");
  await prepareAccount(admin);
  image = await upload("harbour.png");
});
beforeEach(async () => {
  world.standIn.faults.clear();
  await db().leakAlarm.deleteMany();
});

async function upload(name: string) {
  const png = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#55a" } })
    .png()
    .toBuffer();
  const [ticket] = await startUploads(editor, {
    private: true,
    files: [{ key: randomUUID(), name, bytes: png.length, type: "image/png" }],
  });
  if (!ticket?.ok || !("uploadUrl" in ticket)) throw new Error("no URL");
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(png)], { type: "image/png" }), name);
  await fetch(ticket.uploadUrl, { method: "POST", body: form });
  await finishUploads(editor, { imageIds: [ticket.imageId] });
  const row = await db().image.findUniqueOrThrow({ where: { id: ticket.imageId } });
  return { id: row.id, cloudflareId: row.cloudflareId ?? "" };
}

const inHours = (hours: number) => new Date(world.clock.now.getTime() + hours * 3_600_000);
const link = (recipient: string, hours = 24) =>
  createLink(editor, {
    imageId: image.id,
    variantId: "public",
    purpose: "Review",
    recipient,
    endsAt: inHours(hours),
  });

async function gate(recipient: string, imageIds = [image.id], terms: object = {}) {
  const input = createLinksSchema.parse({
    ...{ imageIds, variantIds: ["public"], recipients: [{ name: recipient }] },
    ...{ purpose: "Review", endsAt: inHours(20), gate: terms },
  });
  const [made] = await createLinks(editor, input);
  if (!made?.path) throw new Error("no address");
  return { id: made.linkId, token: made.path.slice(3), path: made.path };
}
/** Where a reader who opens a picture of a gated link is sent. */
async function forwarded(token: string) {
  const from = { address: "203.0.113.9", client: "Mozilla/5.0 (iPhone) Safari/605" };
  const way = await forward({ token, position: "1", ticket: undefined, reader: null, from });
  return way?.url ?? "";
}

/** Signs as somebody with the key would, apart from our code. */
async function sign(path: string, exp: number | null, name = "default") {
  const key = (await cloudflare().listKeys()).find((one) => one.name === name);
  const message = exp === null ? path : `${path}?exp=${exp}`;
  const sig = createHmac("sha256", key?.value ?? "")
    .update(message)
    .digest("hex");
  return `${world.standIn.url}${message}${exp === null ? "?" : "&"}sig=${sig}`;
}
const pathOf = (variantId = "public", id = image.cloudflareId) =>
  `/${world.standIn.accountHash}/${id}/${variantId}`;
const exp = (hours: number) => Math.floor(inHours(hours).getTime() / 1000);
const one = async (text: string) => {
  const { cards } = await examine(editor, { text });
  if (!cards[0]) throw new Error("nothing found");
  return cards[0];
};

describe("the desk says of a leaked address", () => {
  it("that anyone sees it, where somebody chose the id", async () => {
    const cloudflareId = `herbst winter/${randomUUID()}.png`;
    const { id } = await db().image.create({
      data: {
        ...{
          uploadKey: randomUUID(),
          cloudflareId,
          name: "Stool",
          fileName: "stool.png",
          searchText: "stool",
        },
        ...{ sortName: "stool", state: "ready", requireSignedUrls: false, uploadedById: editor.id },
        ...{ checkedAt: world.clock.now, probe: "served", probedAt: world.clock.now },
      },
    });
    const card = await one(`${world.standIn.url}${pathOf("public", encodeURI(cloudflareId))}`);
    expect(card).toMatchObject({
      verdict: "unsigned",
      image: { id, name: "Stool", exposure: { exposure: "open" } },
      faults: [],
    });
  });

  it("whose it is, what else they hold, that it opens, and until when", async () => {
    const { url, linkId, endsAt } = await link("Nora of the Morning Post");
    await link("Nora of the Morning Post", 30);
    await link("Somebody else", 30);
    const card = await one(`Seen on a forum:\n<a href="${url.replace("&", "&amp;")}">x</a>`);
    expect(card).toMatchObject({
      verdict: "genuine",
      faults: [],
      endsAt,
      key: { name: "default", goneAt: null },
      image: { id: image.id, name: "harbour.png" },
      entry: { linkId, recipient: "Nora of the Morning Post", status: "live" },
      measured: { answer: "served" },
      advice: [{ kind: "revoke" }],
    });
    expect(card.others.map(({ recipient }) => recipient)).toEqual(["Nora of the Morning Post"]);
    expect(await listAlarms(admin)).toEqual([]);
  });

  it("that it has ended", async () => {
    const { url } = await link("Printer", 1);
    const before = world.clock.now;
    world.clock.now = inHours(2);
    expect(await one(url)).toMatchObject({
      verdict: "genuine",
      entry: { status: "ended" },
      measured: { answer: "refused" },
      advice: [{ kind: "nothing" }],
    });
    world.clock.now = before;
  });

  it("which part was changed", async () => {
    const { url } = await link("Altered");
    const { searchParams } = new URL(url);
    const other = await upload("other.png");
    for (const [changed, part] of [
      [url.replace("/public?", "/darkroomview?"), "variant"],
      [url.replace(/exp=\d+/, `exp=${Number(searchParams.get("exp")) + 3600}`), "end"],
      [url.replace(image.cloudflareId, other.cloudflareId), "image"],
      [url.replace(world.standIn.accountHash, "AbCdEfGhIjKlMnOpQrStUv"), "account"],
      [url.slice(0, -10), "signature"],
      [url.replace(/sig=\w+/, (sig) => `sig=${sig.slice(4).toUpperCase()}`), "signature"],
    ] as const) {
      const card = await one(changed);
      expect(card.verdict, part).toBe("altered");
      expect(
        card.faults.map((fault) => fault.part),
        part,
      ).toContain(part);
      expect(["refused", "not-asked"]).toContain(card.measured.answer);
    }
  });

  it("that it is forged, wrongly made, unsigned or not ours", async () => {
    const forged = `${world.standIn.url}${pathOf()}?exp=${exp(5)}&sig=${"ab".repeat(32)}`;
    const longer = (await sign(`/cdn-cgi/imagedelivery${pathOf()}`, exp(5))).replace(
      "/cdn-cgi/imagedelivery",
      "",
    );
    for (const [address, verdict, answer] of [
      [forged, "forged", "refused"],
      [longer, "misspelled", "refused"],
      [`${world.standIn.url}${pathOf()}`, "unsigned", "refused"],
      [`https://imagedelivery.net/AbCdEfGhIjKlMnOpQrStUv/${randomUUID()}/public`, "foreign", "not-asked"],
      [
        `${world.standIn.url}${pathOf("public", randomUUID())}?exp=${exp(5)}&sig=${"0".repeat(64)}`,
        "forged",
        "refused",
      ],
    ] as const)
      expect(await one(address), verdict).toMatchObject({ verdict, measured: { answer } });
    expect(await listAlarms(admin)).toEqual([]);
  });

  it("whose it probably is, shortened, with another signature or without one", async () => {
    const { url, linkId } = await link("Shortened");
    const sig = new URL(url).searchParams.get("sig") ?? "";
    for (const [changed, verdict] of [
      [url.replace(sig, `${sig.slice(0, 20)}...`), "cut"],
      [url.replace(sig, `${sig.slice(0, 39)}…`), "cut"],
      [url.replace(sig, sig.slice(0, 44)), "altered"],
      [url.replace(`&sig=${sig}`, ""), "cut"],
      [url.replace(sig, "ab".repeat(32)), "altered"],
    ] as const)
      expect(await one(changed), changed).toMatchObject({
        verdict,
        probably: true,
        entry: { linkId, recipient: "Shortened" },
        measured: { answer: "refused" },
        advice: [{ kind: "revoke", href: `/links/desk/${linkId}` }],
      });
    const other = url.replace(/exp=\d+/, `exp=${exp(7)}`).replace(sig, sig.slice(0, 20));
    expect(await one(other)).toMatchObject({ verdict: "cut", entry: null, advice: [{ kind: "check" }] });
    expect(await listAlarms(admin)).toEqual([]);
  });

  it("that it is a picture from one of our own screens", async () => {
    const card = await one((await urlSigner())(image.cloudflareId, "darkroomthumb"));
    expect(card).toMatchObject({ verdict: "page", measured: { answer: "served" } });
    expect(await listAlarms(admin)).toEqual([]);
  });

  it("that it is a preview of an ordinary variant on the image's own screen", async () => {
    const card = await one((await urlSigner())(image.cloudflareId, "public"));
    expect(card).toMatchObject({ verdict: "page", advice: [{ kind: "wait" }] });
    expect(await listAlarms(admin)).toEqual([]);
  });

  it("that a gated link forwarded to it, whose that is, and that the link is to be stopped", async () => {
    const { id, token } = await gate("Reader of the Post");
    const url = await forwarded(token);
    const said = {
      verdict: "brief",
      probably: false,
      faults: [],
      entry: { linkId: id, recipient: "Reader of the Post", status: "live" },
      image: { id: image.id, name: "harbour.png" },
      advice: [{ kind: "revoke", href: `/links/desk/${id}` }],
    };
    expect(await one(url)).toMatchObject({ ...said, measured: { answer: "served" } });
    const before = world.clock.now;
    world.clock.now = inHours(1);
    expect(await one(url)).toMatchObject({ ...said, measured: { answer: "refused" } });
    world.clock.now = inHours(24);
    expect(await one(url)).toMatchObject({ verdict: "brief", advice: [{ kind: "nothing" }] });
    world.clock.now = before;
    expect(await listAlarms(admin)).toEqual([]);
  });

  it("that one of two gated links forwarded to it in one second", async () => {
    const tokens = [(await gate("First")).token, (await gate("Second")).token];
    const [url = ""] = await Promise.all(tokens.map(forwarded));
    expect(await one(url)).toMatchObject({ verdict: "brief", probably: true });
    expect(await listAlarms(admin)).toEqual([]);
  });

  it("keeps what gates forwarded to for a season", async () => {
    const before = world.clock.now;
    await forwarded((await gate("Long ago")).token);
    world.clock.now = inHours(80 * 24);
    expect(await forgetForwards()).toBe(0);
    world.clock.now = inHours(20 * 24);
    expect(await forgetForwards()).toBeGreaterThan(0);
    world.clock.now = before;
  });
});

it("a gated link's card has all its pictures, what else its holder has, and what our own door says", async () => {
  const second = await upload("second.png");
  const recipient = `Holder of both ${randomUUID()}`;
  const { id, path } = await gate(recipient, [image.id, second.id]);
  const guarded = await gate(recipient, [second.id], { password: "a quiet lamp" });
  const card = await one(`https://darkroom.example${path}`);
  expect(card).toMatchObject({
    verdict: "gated",
    pictures: [
      { id: image.id, name: "harbour.png" },
      { id: second.id, name: "second.png" },
    ],
    pictureCount: 2,
    others: [{ linkId: guarded.id, recipient, imageName: "second.png" }],
    measured: { answer: "opens", at: world.clock.now },
  });
  expect(await one(guarded.path)).toMatchObject({ measured: { answer: "asks" } });
  expect(await db().linkOpening.count({ where: { linkId: { in: [id, guarded.id] } } })).toBe(0);
  await revokeLinks(admin, { target: { linkIds: [id] }, expected: 1, reason: "found on a forum" });
  expect(await one(path)).toMatchObject({ measured: { answer: "closed" }, advice: [{ kind: "nothing" }] });
});

it("a gated link is known by its token, which is in no answer", async () => {
  const token = newToken();
  await db().link.create({
    data: {
      mode: "gated",
      tokenHash: tokenHash(token),
      purpose: "Review",
      recipient: "Gate keeper",
      endsAt: inHours(20),
      issuedById: editor.id,
      items: {
        create: {
          imageId: image.id,
          imageName: "harbour.png",
          cloudflareId: image.cloudflareId,
          variantId: "public",
          expiresAt: inHours(20),
        },
      },
    },
  });
  const { cards } = await examine(editor, {
    text: `https://darkroom.example/s/${token} and /s/${newToken()}.`,
  });
  expect(cards).toMatchObject([
    { verdict: "gated", entry: { recipient: "Gate keeper", status: "live" }, advice: [{ kind: "revoke" }] },
    { verdict: "no-gate", entry: null, advice: [{ kind: "nothing" }] },
  ]);
  expect(JSON.stringify(cards)).not.toContain(token);
});

describe("a genuine signature that nobody here made", () => {
  it("raises an alarm, once, on the home screen, until it is ended with a reason", async () => {
    const address = await sign(pathOf(), exp(5));
    const card = await one(`${address} ${address}`);
    expect(card).toMatchObject({
      verdict: "genuine",
      entry: null,
      advice: [{ kind: "rotate" }, { kind: "revoke" }],
    });
    await one(address);
    const [alarm, ...rest] = await listAlarms(admin);
    expect(rest).toEqual([]);
    expect(alarm).toMatchObject({ imageName: "harbour.png", keyName: "default", variantId: "public" });
    const attention = async () => (await listAttention(admin)).map(({ kind }) => kind);
    expect(await attention()).toContain("key-alarm");
    await expect(
      acknowledgeAlarm(editor, { alarmId: alarm?.id ?? "", reason: "our shop" }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    await acknowledgeAlarm(admin, { alarmId: alarm?.id ?? "", reason: "our shop" });
    expect(await attention()).not.toContain("key-alarm");
    await expect(
      acknowledgeAlarm(admin, { alarmId: alarm?.id ?? "", reason: "again" }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
    const events = await db().auditEvent.findMany({
      where: { action: { startsWith: "key.alarm" } },
      orderBy: { id: "asc" },
    });
    expect(events.map(({ action }) => action)).toEqual(["key.alarm-raised", "key.alarm-ended"]);
  });

  it("raises it too with what a network hung on behind it", async () => {
    for (const address of [await sign(pathOf(), exp(6)), await sign(pathOf(), null)]) {
      const card = await one(`${address}&utm_source=news&fbclid=abc`);
      expect(["genuine", "endless"]).toContain(card.verdict);
      expect(card).toMatchObject({ measured: { answer: "served" }, faults: [{ part: "address" }] });
      expect(card.advice[0]?.kind).toBe("rotate");
      expect((await fetch(`${address}&utm_source=news`)).status).toBe(403);
    }
    expect(await listAlarms(admin)).toHaveLength(2);
  });

  it("raises it too where it is as short as a gated link's", async () => {
    await forwarded((await gate("Somebody")).token);
    await one(await sign(pathOf(), exp(0) + 59));
    expect(await listAlarms(admin)).toHaveLength(1);
  });

  it("raises it where it ends on a round time, as pictures on screens once did", async () => {
    const tenMinutes = 600;
    const now = Math.floor(world.clock.now.getTime() / 1000 / tenMinutes) * tenMinutes;
    const quarters = [-2, -1, 0, 1].map((at) => (Math.floor(now / 900) + at) * 900);
    const tens = [-1, 0, 1, 2].map((at) => now + at * tenMinutes);
    const own = { cloudflareId: image.cloudflareId, variantId: "darkroomthumb" };
    const guessed = (end: number) => isPictureEnd(new Date(end * 1000), own, world.clock.now);
    for (const ends of [...quarters, ...tens].filter((end) => !guessed(end))) {
      const card = await one(await sign(pathOf("darkroomthumb"), ends));
      expect(card, String(ends)).toMatchObject({ verdict: "genuine", entry: null });
    }
    expect((await listAlarms(admin)).length).toBeGreaterThan(5);
  });

  it("raises it where it has the end of another picture, or of another variant, on a screen", async () => {
    const other = await upload("other.png");
    const draw = await urlSigner();
    const endOf = (url: string) => Number(new URL(url).searchParams.get("exp"));
    for (const [seen, taken] of [
      [draw(other.cloudflareId, "public"), "public"],
      [draw(image.cloudflareId, "darkroomview"), "public"],
      [draw(image.cloudflareId, "public"), "darkroomview"],
    ] as const) {
      // Once in 600 runs two of them share a second.
      if (endOf(draw(image.cloudflareId, taken)) === endOf(seen)) continue;
      const address = await sign(pathOf(taken), endOf(seen));
      expect(await one(address)).toMatchObject({ verdict: "genuine", entry: null });
    }
    expect((await listAlarms(admin)).length).toBeGreaterThan(0);
  });

  it("raises none for what our own screens showed before, however long ago", async () => {
    const before = world.clock.now;
    const urls = [];
    for (let at = 0; at < 20; at += 1) {
      world.clock.now = new Date(before.getTime() - at * 437_000);
      forgetKey();
      const draw = await urlSigner();
      urls.push(draw(image.cloudflareId, "public"), draw(image.cloudflareId, "darkroomthumb"));
    }
    world.clock.now = before;
    forgetKey();
    const { cards } = await examine(editor, { text: urls.join("\n") });
    expect(new Set(cards.map(({ verdict }) => verdict))).toEqual(new Set(["page"]));
    expect(await listAlarms(admin)).toEqual([]);
  });

  it("is worse without an end, also when an end was added to it", async () => {
    const endless = await sign(pathOf(), null);
    expect(await one(endless)).toMatchObject({
      verdict: "endless",
      endsAt: null,
      measured: { answer: "served" },
    });
    const added = endless.replace("?sig=", `?exp=${exp(5)}&sig=`);
    const card = await one(added);
    expect(card).toMatchObject({ verdict: "endless", measured: { answer: "refused" } });
    expect(card.faults[0]?.sentence).toMatch(/opens the picture for ever/);
    expect(await listAlarms(admin)).toHaveLength(1);
  });
});

describe("a deleted key", () => {
  const call = (method: string, name: string) =>
    fetch(`${world.standIn.url}/client/v4/accounts/${world.standIn.accountId}/images/v1/keys/${name}`, {
      method,
      headers: { authorization: `Bearer ${world.standIn.token}` },
    });

  it("is kept encrypted, bound to its row, and still recognises its links", async () => {
    await call("PUT", "spare");
    const address = await sign(pathOf(), exp(5), "spare");
    await one(address);
    const row = await db().signingKey.findFirstOrThrow({ where: { name: "spare" } });
    const value = (await cloudflare().listKeys()).find(({ name }) => name === "spare")?.value ?? "";
    expect(value.length).toBeGreaterThan(10);
    expect(Buffer.from(row.sealedValue ?? []).includes(Buffer.from(value))).toBe(false);
    await call("DELETE", "spare");
    forgetKey();
    const card = await one(address);
    expect(card).toMatchObject({
      verdict: "retired",
      key: { name: "spare" },
      measured: { answer: "refused" },
    });
    expect(card.key?.goneAt).not.toBeNull();
    // Moved to another row it opens nothing.
    const other = await db().signingKey.findFirstOrThrow({ where: { name: "default" } });
    await db().signingKey.update({ where: { id: row.id }, data: { sealedValue: other.sealedValue } });
    expect(await one(address)).toMatchObject({
      verdict: "unchecked",
      headline: expect.stringMatching(/1 deleted key is not kept/),
    });
  });
});

it("without Cloudflare the ledger alone still tells whose it is", async () => {
  const { url } = await link("While away");
  world.standIn.faults.add({ kind: "reset", host: "api", times: null });
  const { cards, keysRead } = await examine(editor, { text: url });
  expect(keysRead).toBe(false);
  expect(cards[0]).toMatchObject({ entry: { recipient: "While away" }, measured: { answer: "served" } });
});

it("asks nobody but the delivery host, whatever is pasted", async () => {
  const asked: string[] = [];
  const original = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    asked.push(String(input instanceof Request ? input.url : input));
    return original(input, init);
  };
  try {
    const sig = "ab".repeat(32);
    await examine(editor, {
      text: [
        `http://169.254.169.254${pathOf()}?exp=1&sig=${sig}`,
        `http://evil.example/cdn-cgi/imagedelivery${pathOf()}?exp=1900000000&sig=${sig}`,
        `https://imagedelivery.net/AbCdEfGhIjKlMnOpQrStUv/${randomUUID()}/public?exp=1900000000&sig=${sig}`,
        `http://user@evil.example${pathOf("public", "..")}?exp=1900000000&sig=${sig}`,
      ].join("\n"),
    });
  } finally {
    globalThis.fetch = original;
  }
  expect(asked.length).toBeGreaterThan(0);
  for (const url of asked) expect(url.startsWith(world.standIn.url)).toBe(true);
});

it("no signature is in what it answers or writes down; viewers may not ask", async () => {
  const { url } = await link("Secret");
  const endless = await sign(pathOf(), null);
  const answer = await examine(editor, { text: `${url} ${endless}` });
  const events = await db().auditEvent.findMany({ where: { action: "leak.examined" } });
  const said = `${inspect(answer, { depth: 9 })}${JSON.stringify(answer)}${JSON.stringify(events.map(({ details }) => details))}`;
  for (const address of [url, endless])
    expect(said).not.toContain(new URL(address).searchParams.get("sig") ?? "?");
  await expect(examine(await world.actor("viewer"), { text: url })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});
