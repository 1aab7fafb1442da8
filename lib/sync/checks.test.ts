import sharp from "sharp";
import { expect, test } from "vitest";
import { cloudflare } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { openWorld } from "@/lib/testing";
import { checkConnection } from "./queries";

const world = openWorld();

test("a token that may not read originals is found out with the newest image", async () => {
  const owner = await world.actor("owner");
  const results = async () => new Map((await checkConnection(owner)).map((check) => [check.id, check]));
  expect((await results()).get("original")).toMatchObject({ ok: true, message: "No image yet to try." });

  const expiresAt = new Date(world.clock.now.getTime() + 600_000);
  const draft = await cloudflare().createDirectUpload({ requireSignedURLs: true, metadata: {}, expiresAt });
  const png = await sharp({ create: { width: 9, height: 9, channels: 3, background: "#345" } })
    .png()
    .toBuffer();
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(png)], { type: "image/png" }), "a.png");
  await fetch(draft.uploadUrl, { method: "POST", body: form });
  const names = { name: "a", fileName: "a", searchText: "a", uploadKey: "a", uploadedById: owner.id };
  await db().image.create({
    data: { ...names, state: "ready", requireSignedUrls: true, cloudflareId: draft.id },
  });
  expect((await results()).get("original")).toMatchObject({
    ok: true,
    message: "The newest image's original may be read.",
  });

  const refusal = { kind: "error", status: 403, code: 10_000, text: true } as const;
  world.standIn.faults.add({ ...refusal, path: "/blob$", times: null });
  const refused = await results();
  expect(refused.get("original")).toMatchObject({ ok: false });
  expect(refused.get("original")?.message).toContain("does not let this token read originals");
  expect(refused.get("token")).toMatchObject({ ok: true });

  await cloudflare().deleteImage(draft.id);
  world.standIn.faults.clear();
  expect((await results()).get("original")).toMatchObject({ ok: true });
});
