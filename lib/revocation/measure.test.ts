import { randomBytes } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { cloudflare } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { uploadOne } from "@/lib/images/uploads.testing";
import { forgetKey } from "@/lib/keys/memory";
import { createLink, createLinks } from "@/lib/links/mutations";
import { createLinksSchema } from "@/lib/links/schema";
import { startReseal } from "@/lib/reseal/mutations";
import { measureEntry, stopGate } from "@/lib/revocation/mutations";
import { getEntryAccess } from "@/lib/revocation/queries";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let admin: Actor;
beforeAll(async () => {
  admin = await world.actor("admin");
  await prepareAccount(admin);
});

async function leak() {
  const imageId = await uploadOne(admin, "harbour.png");
  const endsAt = new Date(world.clock.now.getTime() + 48 * 3_600_000);
  const one = { imageId, variantId: "public", purpose: "Review", recipient: "Leaky", endsAt };
  return { imageId, ...(await createLink(admin, one)) };
}
const statusOf = async (url: string) => (await fetch(url)).status;
const answersOf = async (linkId: string) =>
  (await measureEntry(admin, { linkId })).map(({ answer }) => answer);
const key = (method: string, name: string) =>
  fetch(`${world.standIn.url}/client/v4/accounts/${world.standIn.accountId}/images/v1/keys/${name}`, {
    method,
    headers: { authorization: `Bearer ${world.standIn.token}` },
  }).then(() => forgetKey());
/** What another NEXTAUTH_SECRET does: no key looks like the one that was noted. */
const fingerprintAnew = () =>
  db().signingKey.updateMany({
    where: { goneAt: null },
    data: { fingerprint: randomBytes(32).toString("hex") },
  });

it("an address whose key has another row by now is measured with the right signature", async () => {
  const { linkId, url } = await leak();
  expect(await answersOf(linkId)).toEqual(["served"]);
  await fingerprintAnew();
  expect(await answersOf(linkId)).toEqual(["served"]);
  expect(await statusOf(url)).toBe(200);
});

it("an address that cannot be made again is called that, and nothing else", async () => {
  await key("PUT", "spare");
  await db().installation.update({ where: { id: 1 }, data: { signingKey: "spare" } });
  forgetKey();
  const { linkId, url } = await leak();
  await db().installation.update({ where: { id: 1 }, data: { signingKey: "default" } });
  await key("DELETE", "spare");
  expect(await statusOf(url)).toBe(403);
  expect(await answersOf(linkId)).toEqual(["no-key"]);
  const { details } = await db().auditEvent.findFirstOrThrow({
    where: { action: "link.measured" },
    orderBy: { id: "desc" },
  });
  expect(details).toMatchObject({ tried: 0, opens: 0 });
});

it("nothing is said to be measured while Cloudflare does not tell its keys", async () => {
  const { linkId } = await leak();
  world.standIn.faults.add({ kind: "error", status: 503, host: "api", path: "/keys$", times: null });
  await expect(measureEntry(admin, { linkId })).rejects.toMatchObject({ code: "UPSTREAM" });
  world.standIn.faults.clear();
});

it("re-sealing is over only when a right signature was refused, whatever row its key has", async () => {
  const { imageId, linkId, url } = await leak();
  await fingerprintAnew();
  const before = (await db().image.findUniqueOrThrow({ where: { id: imageId } })).cloudflareId;
  const asked: string[] = [];
  const original = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    asked.push(String(input instanceof Request ? input.url : input));
    return original(input, init);
  };
  try {
    await startReseal(admin, { imageIds: [imageId], stopLinks: [linkId], confirmedOthers: 0 });
  } finally {
    globalThis.fetch = original;
  }
  expect(asked).toContain(url);
  expect(await db().reseal.findFirst({ where: { imageId } })).toMatchObject({
    step: "done",
    oldCloudflareId: before,
    answer: "absent",
  });
  expect(await cloudflare().getImage(before ?? "")).toBeNull();
});

it("a leaked gated link is stopped by whoever issued it, or by an admin, and by nobody else", async () => {
  const [issuer, other] = [await world.actor("editor"), await world.actor("editor")];
  const imageId = await uploadOne(admin, "quay.png");
  const make = async () => {
    const input = createLinksSchema.parse({
      ...{ imageIds: [imageId], variantIds: ["public"], recipients: [{ name: "Clara" }], gate: {} },
      ...{ purpose: "Review", endsAt: new Date(world.clock.now.getTime() + 20 * 3_600_000) },
    });
    return (await createLinks(issuer, input))[0]?.linkId ?? "";
  };
  const [first, second] = [await make(), await make()];
  const mayStop = async (actor: Actor) => (await getEntryAccess(actor, { linkId: first }))?.mayStop;
  expect([await mayStop(issuer), await mayStop(other), await mayStop(admin)]).toEqual([true, false, true]);
  const revoked = async (id: string) =>
    (await db().link.findUniqueOrThrow({ where: { id } })).revokedAt !== null;
  await expect(stopGate(other, { linkId: first })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(stopGate(await world.actor("viewer"), { linkId: first })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  expect(await revoked(first)).toBe(false);
  await stopGate(issuer, { linkId: first });
  await stopGate(admin, { linkId: second });
  expect([await revoked(first), await revoked(second)]).toEqual([true, true]);
  await expect(stopGate(issuer, { linkId: first })).rejects.toMatchObject({ code: "CONFLICT" });
  const { linkId } = await leak();
  await expect(stopGate(admin, { linkId })).rejects.toMatchObject({ code: "CONFLICT" });
});
