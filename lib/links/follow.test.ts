import { beforeAll, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { cloudflare } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { forward } from "@/lib/gate/forward";
import { beginFlip, settleFlip } from "@/lib/images/privacy";
import { uploadOne } from "@/lib/images/uploads.testing";
import { createLinks } from "@/lib/links/mutations";
import { listLinks } from "@/lib/links/queries";
import { createLinksSchema, linkQuerySchema } from "@/lib/links/schema";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let admin: Actor;
beforeAll(async () => {
  admin = await world.actor("admin");
  await prepareAccount(admin);
});

it("an image that a change of privacy gave another id keeps its pages, and its old addresses are dead", async () => {
  const imageId = await uploadOne(admin, "old id.png");
  const share = async (gate: object | null) => {
    const [made] = await createLinks(
      admin,
      createLinksSchema.parse({
        ...{
          imageIds: [imageId],
          variantIds: ["public"],
          recipients: [{ name: "Maria" }],
          purpose: "p",
          gate,
        },
        endsAt: new Date(world.clock.now.getTime() + 86_400_000),
      }),
    );
    if (!made) throw new Error("no link");
    return made;
  };
  const page = await share({});
  const direct = await share(null);
  // What the documentation allows Cloudflare to do: the same picture under another id, the old one gone.
  const moved = await uploadOne(admin, "new id.png");
  const { cloudflareId } = await db().image.findUniqueOrThrow({ where: { id: moved } });
  await db().image.delete({ where: { id: moved } });
  const flip = await beginFlip(admin, { imageId, private: true });
  await cloudflare().deleteImage(flip.cloudflareId);
  const remote = await cloudflare().getImage(cloudflareId ?? "");
  expect(remote && (await settleFlip(admin, flip, remote))).toBe(true);

  const from = { address: "203.0.113.9", client: "vitest" };
  const token = page.path?.slice(3) ?? "";
  const way = await forward({ token, position: "1", ticket: undefined, reader: null, from });
  expect((await fetch(way?.url ?? "")).status).toBe(200);
  expect((await fetch(direct.urls[0]?.url ?? "")).status).toBe(404);
  const { links } = await listLinks(admin, linkQuerySchema.parse({}));
  const status = (id: string) => links.find((link) => link.id === id)?.status;
  expect([status(page.linkId), status(direct.linkId)]).toEqual(["live", "dead"]);
});
