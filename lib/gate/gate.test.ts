import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { cloudflare } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { declineMoreTime } from "@/lib/gate/decline";
import { download, forward } from "@/lib/gate/forward";
import { lookIn as look } from "@/lib/gate/look";
import { askMoreTime } from "@/lib/gate/more-time";
import { noteView, openGate } from "@/lib/gate/open";
import { isLook, readReader } from "@/lib/gate/readers";
import { askAgainMs } from "@/lib/gate/rules";
import { openSchema } from "@/lib/gate/schema";
import { countWrong, networkOf, wrongAddresses } from "@/lib/gate/throttle";
import { uploadOne } from "@/lib/images/uploads.testing";
import { pauseLink, replaceAddress, revokeLinks } from "@/lib/links/changes";
import { getLink } from "@/lib/links/entry";
import { extendLinks } from "@/lib/links/extend";
import { countLiveLinks } from "@/lib/links/live";
import { createLinks } from "@/lib/links/mutations";
import { createLinksSchema } from "@/lib/links/schema";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";
import { mirrorVariants } from "@/lib/variants/mirror";

const world = openWorld();
const from = { address: "203.0.113.9", client: "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Safari/605" };
let admin: Actor;
let editor: Actor;
let images: string[];

beforeAll(async () => {
  admin = await world.actor("admin");
  editor = await world.actor("editor");
  await prepareAccount(admin);
  images = [await uploadOne(admin, "dawn.png"), await uploadOne(admin, "dusk.png")];
});
beforeEach(async () => {
  await db().signInThrottle.deleteMany();
});

const inSeconds = (seconds: number) => new Date(world.clock.now.getTime() + seconds * 1000);
const pass = (seconds: number) => {
  world.clock.now = inSeconds(seconds);
};

async function gate(terms: object = {}, more: object = {}) {
  const input = createLinksSchema.parse({
    imageIds: images,
    variantIds: ["public"],
    recipients: [{ name: "Clara" }],
    purpose: "Preview",
    endsAt: inSeconds(86_400),
    gate: terms,
    ...more,
  });
  const [made] = await createLinks(editor, input);
  if (!made?.path) throw new Error("no address");
  return { id: made.linkId, token: made.path.slice(3) };
}
const go = (token: string, position = "1", more: object = {}) =>
  forward({ token, position, ticket: undefined, reader: null, from, ...more });
const lookIn = (token: string, ticket?: string, address = from.address) => look({ token, ticket, address });
const status = async (url: string | undefined) => (url ? (await fetch(url)).status : null);
const opens = async (id: string) => (await db().link.findUniqueOrThrow({ where: { id } })).opens;
const enter = (token: string, more: object = {}) => openGate(from, openSchema.parse({ token, ...more }));

describe("a gated link", () => {
  it("is a page that forwards each picture to a signature of a minute", async () => {
    const { id, token } = await gate({ message: "Photo: Ines" });
    const looked = await lookIn(token, undefined);
    expect(looked).toMatchObject({
      kind: "open",
      head: { purpose: "Preview", recipient: "Clara", message: "Photo: Ines", images: 2 },
      pictures: [{ name: "dawn.png" }, { name: "dusk.png" }],
    });
    const way = await go(token);
    const exp = Number(new URL(way?.url ?? "").searchParams.get("exp")) * 1000 - world.clock.now.getTime();
    expect(exp).toBeGreaterThan(50_000);
    expect(exp).toBeLessThanOrEqual(60_000);
    expect(await status(way?.url)).toBe(200);
    pass(61);
    expect(await status(way?.url)).toBe(403);
    expect(await opens(id)).toBe(1);
  });

  it("keeps its token nowhere", async () => {
    const { id, token } = await gate({ password: "a quiet lamp" });
    const rows = [
      await db().link.findUniqueOrThrow({ where: { id }, include: { items: true, openings: true } }),
      await db().auditEvent.findMany({ where: { subjectId: id } }),
    ];
    const text = JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? String(value) : value));
    expect(text).not.toContain(token);
    expect(text).not.toContain("a quiet lamp");
  });

  it("counts openings with the time and the kind of program, and no address", async () => {
    const { id, token } = await gate();
    await noteView(from, { token, reader: null });
    await go(token, "2");
    expect(await opens(id)).toBe(2);
    const rows = await db().linkOpening.findMany({ where: { linkId: id } });
    expect(rows.map(({ client }) => client)).toEqual(["Safari on iPhone", "Safari on iPhone"]);
    expect(JSON.stringify(rows.map((row) => ({ ...row, id: 0 })))).not.toContain("203.0.113");
  });

  it("lets exactly one of 32 last openings through", async () => {
    const once = await gate({ maxOpens: 1 });
    const tried = await Promise.all(
      Array.from({ length: 32 }, () =>
        enter(once.token).then(
          ({ ticket }) => ticket,
          () => null,
        ),
      ),
    );
    const tickets = tried.filter((ticket) => ticket !== null);
    expect(tickets).toHaveLength(1);
    expect(await opens(once.id)).toBe(1);
    expect(await lookIn(once.token, undefined)).toMatchObject({ kind: "closed", status: "used" });
    // Whoever was let in goes on looking, and nobody else by guessing.
    const [ticket] = tickets;
    expect(await lookIn(once.token, ticket)).toMatchObject({ kind: "open" });
    expect(await status((await go(once.token, "2", { ticket }))?.url)).toBe(200);
    // Also in a tab of its own, which names no page, and with a program of a messenger that shows pages.
    expect(await go(once.token, "1", { ticket })).not.toBeNull();
    const inApp = { ...from, client: `${from.client} [LinkedInApp]` };
    expect(await go(once.token, "1", { ticket, from: inApp })).not.toBeNull();
    expect(await opens(once.id)).toBe(1);
    expect(await go(once.token, "2")).toBeNull();
    expect(await lookIn(once.token, "A".repeat(22))).toMatchObject({ kind: "closed" });

    const embedded = await gate({ maxOpens: 3 });
    const ways = await Promise.all(Array.from({ length: 32 }, () => go(embedded.token)));
    expect(ways.filter((way) => way !== null)).toHaveLength(3);
  });

  it("asks for its password, and slows guesses down", async () => {
    const { token } = await gate({ password: "a quiet lamp", message: "secret words" });
    const door = await lookIn(token, undefined);
    expect(door).toEqual({ kind: "door", head: null, terms: "", left: null });
    expect(await go(token)).toBeNull();
    const { ticket } = await enter(token, { password: "a quiet lamp" });
    expect(await lookIn(token, ticket)).toMatchObject({ kind: "open", head: { message: "secret words" } });
    const codes = [];
    for (let guess = 0; guess < 8; guess += 1)
      codes.push(
        await enter(token, { password: `no ${guess}` }).catch((error: { code: string }) => error.code),
      );
    expect(codes.slice(0, 4)).toEqual(["INVALID", "INVALID", "INVALID", "INVALID"]);
    expect(codes.slice(-2)).toEqual(["LIMIT", "LIMIT"]);
    await expect(enter(token, { password: "a quiet lamp" })).rejects.toMatchObject({ code: "LIMIT" });
  });

  it("with a password tells nothing of itself before it, also when it is closed, and asks with it for more", async () => {
    const password = "a quiet lamp";
    const { id, token } = await gate({ password, terms: "Once, with credit.", maxOpens: 1 });
    expect(await lookIn(token)).toEqual({ kind: "door", head: null, terms: "", left: null });
    await expect(enter(token, { accepted: true })).rejects.toMatchObject({ code: "INVALID" });
    const { key, ticket: none } = await enter(token, { password });
    expect([none, await opens(id)]).toEqual([undefined, 0]);
    const knows = { token, key, address: from.address };
    expect(await look(knows)).toMatchObject({
      head: { recipient: "Clara" },
      terms: "Once, with credit.",
      left: 1,
    });
    expect(await go(token)).toBeNull();
    const { ticket } = await openGate(from, { ...openSchema.parse({ token, accepted: true }), key });
    expect(await lookIn(token, ticket)).toMatchObject({ kind: "open" });
    expect(await lookIn(token)).toEqual({ kind: "closed", head: null, status: "used", mayAsk: true });
    const ask = (more: object) => askMoreTime(from, { token, message: "", ...more });
    await expect(ask({})).rejects.toMatchObject({ code: "INVALID" });
    await expect(ask({ key: "A".repeat(43) })).rejects.toMatchObject({ code: "INVALID" });
    await ask({ password });
    await ask({ key });
    await ask({ ticket });
    expect(await db().linkRequest.count({ where: { linkId: id } })).toBe(3);
  });

  it("opens only to who accepts its terms", async () => {
    const { token } = await gate({ terms: "Once, with credit." });
    expect(await lookIn(token, undefined)).toMatchObject({ kind: "door", terms: "Once, with credit." });
    expect(await go(token)).toBeNull();
    await expect(enter(token)).rejects.toMatchObject({ code: "INVALID" });
    const { ticket } = await enter(token, { accepted: true });
    expect(await lookIn(token, ticket)).toMatchObject({ kind: "open" });
  });

  it("waits for its start, pauses, ends and is extended", async () => {
    const { id, token } = await gate({ startsAt: inSeconds(600) });
    expect(await lookIn(token, undefined)).toMatchObject({ kind: "closed", status: "waiting" });
    expect(await go(token)).toBeNull();
    pass(601);
    expect(await status((await go(token))?.url)).toBe(200);
    await pauseLink(editor, { linkId: id, paused: true });
    expect(await go(token)).toBeNull();
    expect(await lookIn(token, undefined)).toMatchObject({ kind: "closed", status: "paused" });
    await pauseLink(editor, { linkId: id, paused: false });
    expect(await go(token)).not.toBeNull();
    pass(86_400);
    expect(await go(token)).toBeNull();
    expect(await lookIn(token, undefined)).toMatchObject({ kind: "closed", status: "ended", mayAsk: true });
    await askMoreTime(from, { token, message: "One more day?" });
    expect(await db().linkRequest.count({ where: { linkId: id, answeredAt: null } })).toBe(1);
    await extendLinks(editor, { target: { linkIds: [id] }, expected: 1, endsAt: inSeconds(7200) });
    expect(await go(token)).not.toBeNull();
    expect(await db().linkRequest.count({ where: { linkId: id, answeredAt: null } })).toBe(0);
  });

  it("is refused from the request after it was revoked, and looked at by nobody but its holder", async () => {
    const { id, token } = await gate();
    const { token: other } = await gate();
    expect(await go(token)).not.toBeNull();
    await expect(
      revokeLinks(await world.actor("viewer"), { target: { linkIds: [id] }, expected: 1, reason: "" }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    const [foreign] = await revokeLinks(await world.actor("editor"), {
      target: { linkIds: [id] },
      expected: 1,
      reason: "",
    });
    expect(foreign).toMatchObject({ ok: false, message: expect.stringMatching(/Somebody else/) });
    expect(await go(token)).not.toBeNull();
    expect(
      await revokeLinks(admin, { target: { linkIds: [id] }, expected: 1, reason: "wrong person" }),
    ).toMatchObject([{ ok: true }]);
    expect(await go(token)).toBeNull();
    expect(await lookIn(token, undefined)).toMatchObject({
      kind: "closed",
      status: "revoked",
      mayAsk: false,
    });
    await expect(askMoreTime(from, { token, message: "" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await go(other)).not.toBeNull();
    // After a month it is answered like one that never was.
    pass(31 * 86_400);
    expect(await lookIn(token, undefined)).toEqual({ kind: "nothing" });
  });

  it("that is used up stops whoever is in when it is paused or revoked, and is said to be open till then", async () => {
    const { id, token } = await gate({ maxOpens: 1 });
    const { ticket } = await enter(token);
    const row = async () => (await getLink(admin, { linkId: id })) ?? { status: "", readUntil: null };
    const lives = async () =>
      (await countLiveLinks(images, world.clock.now)).get(images[0] ?? "")?.links ?? 0;
    const before = await lives();
    expect(await row()).toMatchObject({
      status: "used",
      readUntil: inSeconds(7200),
      stop: { level: 3 },
      reason: "It was opened as often as it may be; a reader who is in may still look.",
    });
    await pauseLink(editor, { linkId: id, paused: true });
    expect(await lookIn(token, ticket)).toMatchObject({ kind: "closed" });
    expect(await go(token, "1", { ticket })).toBeNull();
    await pauseLink(editor, { linkId: id, paused: false });
    expect(await lookIn(token, ticket)).toMatchObject({ kind: "open" });
    await revokeLinks(admin, { target: { linkIds: [id] }, expected: 1, reason: "" });
    expect(await lookIn(token, ticket)).toMatchObject({ kind: "closed", status: "revoked" });
    expect(await lives()).toBe(before - 1);
    const other = await gate({ maxOpens: 1 });
    const opened = await enter(other.token);
    pass(7200);
    expect(await lookIn(other.token, opened.ticket)).toMatchObject({ kind: "closed" });
    expect(await getLink(admin, { linkId: other.id })).toMatchObject({ readUntil: null, stop: { level: 0 } });
  });

  it("that is used up needs more openings, and only what opens answers its reader", async () => {
    const { id, token } = await gate({ maxOpens: 1 });
    await enter(token);
    await askMoreTime(from, { token, message: "" });
    const asking = () => db().linkRequest.count({ where: { linkId: id, answeredAt: null } });
    const extend = (more: object) =>
      extendLinks(editor, { target: { linkIds: [id] }, expected: 1, endsAt: inSeconds(90_000), ...more });
    expect(await extend({})).toMatchObject([{ ok: false, message: expect.stringMatching(/used up/) }]);
    expect(await lookIn(token)).toMatchObject({ kind: "closed", status: "used" });
    expect(await asking()).toBe(1);
    await pauseLink(editor, { linkId: id, paused: true });
    expect(await extend({ moreOpens: 2 })).toMatchObject([{ ok: true }]);
    expect(await asking()).toBe(1);
    await pauseLink(editor, { linkId: id, paused: false });
    expect(await lookIn(token)).toMatchObject({ kind: "door", left: 2 });
    await extend({});
    expect(await asking()).toBe(0);
    await enter(token);
    await enter(token);
    expect(await lookIn(token)).toMatchObject({ kind: "closed", status: "used" });
    expect(await opens(id)).toBe(3);
  });

  it("gets a new address while the old one dies", async () => {
    const { id, token } = await gate({ maxOpens: 9 });
    const { ticket } = await enter(token);
    const { path } = await replaceAddress(editor, { linkId: id });
    expect(await lookIn(token, ticket)).toEqual({ kind: "nothing" });
    expect(await lookIn(path.slice(3), ticket)).toMatchObject({ kind: "door" });
  });

  it("lets pictures be saved only where that is allowed", async () => {
    const asked = { position: "1", ticket: undefined, reader: null, from };
    expect(await download({ token: (await gate()).token, ...asked })).toBeNull();
    // What is refused uses nothing up.
    const once = await gate({ maxOpens: 1 });
    expect(await download({ token: once.token, ...asked })).toBeNull();
    expect(await opens(once.id)).toBe(0);
    const saved = await download({ token: (await gate({ allowDownload: true })).token, ...asked });
    expect(saved?.contentType).toMatch(/^image\/(png|jpeg)$/);
    expect(saved?.fileName).toBe("dawn.png");
  });

  it("answers what is not there, whatever it is, in one way", async () => {
    const { token } = await gate();
    for (const wrong of [
      "",
      "x",
      "A".repeat(22),
      `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`,
      `${token}x`,
      "../..",
      "\0",
    ])
      expect(await lookIn(wrong, undefined)).toEqual({ kind: "nothing" });
    for (const position of ["0", "3", "-1", "1e0", "01", "x", "99999"])
      expect(await go(token, position)).toBeNull();
    expect(await go(randomUUID())).toBeNull();
  });

  it("closes with its images, whoever deleted them", async () => {
    const lone = await uploadOne(admin, "lone.png");
    const { token } = await gate({}, { imageIds: [lone] });
    expect(await go(token)).not.toBeNull();
    const row = await db().image.findUniqueOrThrow({ where: { id: lone } });
    await cloudflare().deleteImage(row.cloudflareId ?? "");
    await db().image.delete({ where: { id: lone } });
    await mirrorVariants();
    expect(await go(token)).toBeNull();
    expect(await lookIn(token, undefined)).toMatchObject({ kind: "closed", status: "dead" });
  });
});

describe("a network that opens wrong addresses", () => {
  const { most: wrongAtMost, windowMs } = wrongAddresses;
  const wrong = () => randomUUID().replaceAll("-", "").slice(0, 22);
  const tire = async (address: string, times = wrongAtMost) => {
    await Promise.all(Array.from({ length: times }, () => lookIn(wrong(), undefined, address)));
  };

  it("is written down so often and no more, and shuts out nobody who has a right one", async () => {
    const { token } = await gate();
    const address = randomUUID();
    await db().signInThrottle.deleteMany();
    await tire(address, wrongAtMost);
    for (let more = 0; more < 5; more += 1)
      expect(await lookIn(wrong(), undefined, address)).toEqual({ kind: "nothing" });
    expect(await db().signInThrottle.findMany()).toMatchObject([{ failures: wrongAtMost }]);
    expect(await lookIn(token, undefined, address)).toMatchObject({ kind: "open" });
    const tired = { ...from, address };
    expect(await go(token, "1", { from: tired })).not.toBeNull();
    expect(await go(wrong(), "1", { from: tired })).toBeNull();
    await expect(openGate(tired, openSchema.parse({ token: wrong() }))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    pass(windowMs / 1000);
    await lookIn(wrong(), undefined, address);
    expect(await db().signInThrottle.findMany()).toMatchObject([{ failures: 1 }]);
  });

  it("does not shut out who is in already", async () => {
    const { token } = await gate({ maxOpens: 1 });
    const { ticket } = await enter(token);
    await tire(from.address);
    expect(await lookIn(token, ticket)).toMatchObject({ kind: "open" });
    expect(await go(token, "2", { ticket })).not.toBeNull();
    expect(await lookIn(token, "A".repeat(22))).toMatchObject({ kind: "closed" });
    await db().signInThrottle.deleteMany();
  });

  it("leaves one row, however many it tries and from whatever address of its house", async () => {
    await db().signInThrottle.deleteMany();
    for (let at = 0; at < 5; at += 1) await countWrong(`2001:db8:7:9::${at}`);
    await countWrong("2001:db8:7:9:1:2:3:4");
    const [row, ...more] = await db().signInThrottle.findMany();
    expect(more).toEqual([]);
    expect(row?.failures).toBe(6);
    expect(row?.key).not.toContain("2001");
    for (const odd of ["x", "A".repeat(21), "\0"]) await lookIn(odd);
    expect(await db().signInThrottle.count()).toBe(1);
  });

  it.each([
    ["2001:db8::1", "2001:db8:0:0"],
    ["2001:0DB8:0:0:1:2:3:4", "2001:db8:0:0"],
    ["2001:db8:7:9::1%eth0", "2001:db8:7:9"],
    ["[2001:db8:7:9:8:7:6:5]", "2001:db8:7:9"],
    ["::1", "0:0:0:0"],
    ["::ffff:203.0.113.9", "203.0.113.9"],
    ["::FFFF:cb00:7109", "203.0.113.9"],
    ["203.0.113.9", "203.0.113.9"],
    ["an odd one", "an odd one"],
  ])("as %s is %s", (address, network) => expect(networkOf(address)).toBe(network));

  it("is forgotten window by window: few wrong ones a day slow nobody", async () => {
    const address = randomUUID();
    for (let round = 0; round < 4; round += 1) {
      await tire(address, wrongAtMost - 1);
      pass(windowMs / 1000 + 1);
    }
    const { token } = await gate();
    expect(await lookIn(token, undefined, address)).toMatchObject({ kind: "open" });
  });
});

describe("a look at an open page", () => {
  it("is counted once for a reader in half an hour, also for twenty requests at once", async () => {
    const { id, token } = await gate();
    const ines = randomUUID();
    await Promise.all(Array.from({ length: 20 }, () => noteView(from, { token, reader: ines })));
    expect(await opens(id)).toBe(1);
    await noteView(from, { token, reader: randomUUID() });
    expect(await opens(id)).toBe(2);
    pass(29 * 60);
    await noteView(from, { token, reader: ines });
    expect(await opens(id)).toBe(2);
    pass(2 * 60);
    await noteView(from, { token, reader: ines });
    expect(await opens(id)).toBe(3);
    expect(await db().linkOpening.count({ where: { linkId: id } })).toBe(3);
    // What the cookie says is no ticket.
    const guarded = await gate({ maxOpens: 9 });
    expect(await lookIn(guarded.token, ines)).toMatchObject({ kind: "door" });
  });

  it.each([
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/605", "GET", "", true],
    ["Mozilla/5.0 (Windows NT 10.0) Chrome/150", "HEAD", "", false],
    ["Mozilla/5.0 (Windows NT 10.0) Chrome/150", "GET", "prefetch;prerender", false],
    ["Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "GET", "", false],
    ["facebookexternalhit/1.1 Facebot Twitterbot/1.0", "GET", "", false],
    ["WhatsApp/2.23.20.0", "GET", "", false],
    ["", "GET", "", true],
  ])("by %s with %s is one or none", (client, method, purpose, counts) => {
    expect(isLook({ client, method, purpose })).toBe(counts);
  });

  it("costs one opening with all its pictures, in whatever order they are asked for; without its cookie each costs one", async () => {
    const { id, token } = await gate();
    const ines = randomUUID();
    await Promise.all([
      ...["1", "2", "1", "2"].map((position) => go(token, position, { reader: ines })),
      noteView(from, { token, reader: ines }),
    ]);
    expect(await opens(id)).toBe(1);
    // Pictures that a page left open loads later: another look, and one.
    pass(31 * 60);
    const later = await Promise.all(["1", "2"].map((position) => go(token, position, { reader: ines })));
    expect(later).not.toContain(null);
    expect(await opens(id)).toBe(2);
    await go(token, "1");
    await go(token, "2");
    expect(await opens(id)).toBe(4);
    for (const odd of [undefined, "", "x", `${ines}0`, ines.toUpperCase().replaceAll("-", "G")])
      expect(readReader(odd)).toBeNull();
    // Somebody else's opening, or none that was counted, lets nobody into a limited link.
    const once = await gate({ maxOpens: 1 });
    await go(once.token, "1", { reader: ines });
    expect(await go(once.token, "2", { reader: ines })).toBeNull();
  });

  it("is counted at each link, whatever another link's cookie says, and by whoever kept one", async () => {
    const [first, second] = [await gate(), await gate()];
    const ines = randomUUID();
    await noteView(from, { token: first.token, reader: ines });
    await noteView(from, { token: second.token, reader: ines });
    expect([await opens(first.id), await opens(second.id)]).toEqual([1, 1]);
    expect(await go(second.token, "1", { reader: ines })).not.toBeNull();
    expect(await go(second.token, "2", { reader: ines })).not.toBeNull();
    expect([await opens(first.id), await opens(second.id)]).toEqual([1, 1]);
    pass(31 * 60);
    expect(await go(second.token, "1", { reader: ines })).not.toBeNull();
    expect(await opens(second.id)).toBe(2);
    const limited = await gate({ maxOpens: 1 });
    expect(await go(limited.token, "1", { reader: ines })).not.toBeNull();
    expect(await go(limited.token, "1", { reader: ines })).toBeNull();
    expect(await opens(limited.id)).toBe(1);
  });

  it("of a machine at a picture uses nothing up", async () => {
    const bot = { ...from, client: "Slackbot-LinkExpanding 1.0" };
    const limited = await gate({ maxOpens: 1 });
    expect(await go(limited.token, "1", { from: bot })).toBeNull();
    expect(await opens(limited.id)).toBe(0);
    const free = await gate();
    expect(await go(free.token, "1", { from: bot })).not.toBeNull();
    expect(await opens(free.id)).toBe(0);
    // But what was seen is written down, whoever calls themselves what; once for a program in half an hour.
    await Promise.all(
      ["1", "2", "2"].map((position) => go(free.token, position, { from: bot, reader: randomUUID() })),
    );
    const openings = async () => (await getLink(admin, { linkId: free.id }))?.openings ?? [];
    expect(await openings()).toMatchObject([{ client: "slack", preview: true }]);
    await go(free.token, "1", { from: { ...from, client: "WhatsApp/2.23" } });
    pass(31 * 60);
    await go(free.token, "1", { from: bot });
    expect((await openings()).map(({ client }) => client)).toEqual(["slack", "whatsapp", "slack"]);
    expect(await opens(free.id)).toBe(0);
    expect(await go(limited.token)).not.toBeNull();
  });
});

describe("a request for more time", () => {
  it("waits for its issuer, three of them at most", async () => {
    const { id, token } = await gate();
    for (const message of ["a", "b", "c"]) await askMoreTime(from, { token, message });
    await expect(askMoreTime(from, { token, message: "d" })).rejects.toMatchObject({ code: "LIMIT" });
    const events = await db().auditEvent.findMany({
      where: { subjectId: id, action: "link.more-time-asked" },
    });
    expect(events).toHaveLength(3);
    expect(events[0]).toMatchObject({ actorName: "Clara", address: "" });
  });
});

describe("a request for more time that is declined", () => {
  const waiting = (linkId: string) => db().linkRequest.count({ where: { linkId, answeredAt: null } });

  it("asks nobody any more, is told to its reader, and changes nothing else", async () => {
    const { id, token } = await gate();
    pass(86_401);
    for (const message of ["a", "b"]) await askMoreTime(from, { token, message });
    const stranger = await world.actor("editor");
    await expect(declineMoreTime(stranger, { linkId: id })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await waiting(id)).toBe(2);
    const before = await db().link.findUniqueOrThrow({ where: { id } });
    await declineMoreTime(editor, { linkId: id });
    expect(await waiting(id)).toBe(0);
    expect(await db().link.findUniqueOrThrow({ where: { id } })).toEqual(before);
    expect((await getLink(editor, { linkId: id }))?.requests).toEqual([]);
    expect(await lookIn(token)).toMatchObject({
      kind: "closed",
      status: "ended",
      mayAsk: false,
      head: { declinedAt: world.clock.now },
    });
    const [event] = await db().auditEvent.findMany({
      where: { subjectId: id, action: "link.more-time-declined" },
    });
    expect(event).toMatchObject({ actorId: editor.id, subjectName: "Clara", details: { requests: 2 } });
    await expect(declineMoreTime(admin, { linkId: id })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(askMoreTime(from, { token, message: "please" })).rejects.toMatchObject({ code: "LIMIT" });
    // A day later they may ask once more.
    pass(askAgainMs / 1000 + 1);
    expect(await lookIn(token)).toMatchObject({ mayAsk: true, head: { declinedAt: expect.any(Date) } });
    await askMoreTime(from, { token, message: "please" });
    expect(await waiting(id)).toBe(1);
    // What is given after all is the answer, and the earlier one is told no more.
    await extendLinks(editor, { target: { linkIds: [id] }, endsAt: inSeconds(7200), expected: 1 });
    expect(await lookIn(token)).toMatchObject({ kind: "open", head: { declinedAt: null } });
  });

  it("is told to nobody who has not given the link's password", async () => {
    const { id, token } = await gate({ password: "a quiet lamp" });
    pass(86_401);
    await askMoreTime(from, { token, message: "", password: "a quiet lamp" });
    await declineMoreTime(admin, { linkId: id });
    expect(await lookIn(token)).toEqual({ kind: "closed", head: null, status: "ended", mayAsk: true });
    await expect(askMoreTime(from, { token, message: "", password: "a quiet lamp" })).rejects.toMatchObject({
      code: "LIMIT",
    });
  });
});

describe("a gate to what became public", () => {
  it("still pauses when it is paused", async () => {
    const lone = await uploadOne(admin, "public soon.png");
    const { id, token } = await gate({}, { imageIds: [lone] });
    await db().image.update({ where: { id: lone }, data: { requireSignedUrls: false } });
    expect(await go(token)).not.toBeNull();
    await pauseLink(editor, { linkId: id, paused: true });
    expect(await go(token)).toBeNull();
    expect(await lookIn(token, undefined)).toMatchObject({ kind: "closed", status: "paused" });
  });
});
