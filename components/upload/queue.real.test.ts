// The queue on real parts: our domain code, Postgres, and the local Cloudflare Images with its faults.
import sharp from "sharp";
import { afterEach, describe, expect, it } from "vitest";
import { checkFile } from "@/components/upload/check-file";
import { readAnswer } from "@/components/upload/post-file";
import { createQueue } from "@/components/upload/queue";
import { call } from "@/components/upload/upload-actions";
import { isMoving } from "@/components/upload/upload-item";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import type { ActionResult } from "@/lib/errors";
import { AppError } from "@/lib/errors";
import { finishUploads } from "@/lib/images/finish-uploads";
import { listUnfinished } from "@/lib/images/queries";
import { cancelUploads, renewUploads, startUploads } from "@/lib/images/start-uploads";
import { prepareAccount } from "@/lib/sync/mutations";
import { openWorld } from "@/lib/testing";

const world = openWorld();
afterEach(() => world.standIn.faults.clear());

const asResult = async <T>(run: Promise<T>): Promise<ActionResult<T>> =>
  run.then(
    (data) => ({ ok: true, data }),
    (error) => {
      if (!(error instanceof AppError)) throw error;
      return { ok: false, code: error.code, message: error.message };
    },
  );

/** A queue whose time jumps to the next alarm when everything else has come to rest. */
function openRealQueue(actor: Actor) {
  const alarms = new Set<{ at: number; run: () => void }>();
  let running = 0;
  const track = async <T>(work: Promise<T>): Promise<T> => {
    running += 1;
    return work.finally(() => {
      running -= 1;
    });
  };
  const queue = createQueue({
    actions: {
      startUploads: (input) =>
        asResult(
          startUploads(actor, {
            ...input,
            // One picture stands for all of them here, and each is meant.
            files: input.files.map((file) => ({ ...file, tags: [], sha256: undefined })),
          }),
        ),
      finishUploads: (input) => asResult(finishUploads(actor, input)),
      renewUploads: (input) => asResult(renewUploads(actor, input)),
      cancelUploads: (input) => asResult(cancelUploads(actor, input)),
    },
    call: (run) => track(call(run, () => false)),
    check: (file) => track(checkFile(file, async () => ({ width: 1, height: 1, thumb: null }))),
    post: (url, file, { name, signal }) => {
      const body = new FormData();
      body.append("file", file, name);
      return track(
        fetch(url, { method: "POST", body, signal })
          .then(async (response) => readAnswer(response.status, await response.text()))
          .catch(() => (signal.aborted ? { kind: "aborted" } : { kind: "lost", sentAll: true })),
      );
    },
    now: () => world.clock.now.getTime(),
    later: (milliseconds, run) => {
      const alarm = { at: world.clock.now.getTime() + milliseconds, run };
      alarms.add(alarm);
      return () => void alarms.delete(alarm);
    },
    makeKey: () => crypto.randomUUID().replaceAll("-", ""),
    thumbs: { keep: () => "", drop: () => undefined },
  });

  const untilStill = () =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (running > 0) return void setImmediate(look);
        const next = [...alarms].sort((a, b) => a.at - b.at)[0];
        if (!next || !queue.snapshot().items.some(isMoving)) return resolve();
        alarms.delete(next);
        world.clock.now = new Date(Math.max(next.at, world.clock.now.getTime()));
        next.run();
        setImmediate(look);
      };
      setImmediate(look);
    });
  return { queue, untilStill, states: () => queue.snapshot().items.map(({ state }) => state) };
}

async function photos(count: number) {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const picture = sharp({ create: { width: 60 + index, height: 40, channels: 3, background: "#a52" } });
      const bytes = await picture.jpeg().toBuffer();
      return { file: new File([bytes as BlobPart], `photo-${index}.jpg`), folder: "" };
    }),
  );
}

async function prepared() {
  const actor = await world.actor("editor");
  await prepareAccount(await world.actor("owner"));
  return actor;
}

const rowsOf = (actor: Actor) =>
  db().image.findMany({
    where: { uploadedById: actor.id },
    select: { state: true, requireSignedUrls: true, probe: true },
  });

describe("the queue on real parts", () => {
  it("seals a dozen files, each measured to be refused without a signature", async () => {
    const actor = await prepared();
    const { queue, untilStill } = openRealQueue(actor);
    queue.add(await photos(12), { private: true });
    await untilStill();
    expect(new Set(queue.snapshot().items.map(({ exposure }) => exposure))).toEqual(new Set(["sealed"]));
    const rows = await rowsOf(actor);
    expect(rows).toHaveLength(12);
    expect(new Set(rows.map(({ probe }) => probe))).toEqual(new Set(["refused"]));
  });

  it("keeps one image per file when answers are lost, connections break and drafts come late", async () => {
    const actor = await prepared();
    world.standIn.faults.add(
      { kind: "lost", host: "upload", times: 3 },
      { kind: "reset", host: "upload", skip: 2, times: 3 },
      { kind: "error", host: "upload", status: 503, skip: 6, times: 2 },
    );
    world.standIn.faults.set({ slowDraftSeconds: 4 });
    const { queue, untilStill, states } = openRealQueue(actor);
    queue.add(await photos(8), { private: true });
    await untilStill();
    expect(new Set(states())).toEqual(new Set(["done"]));
    expect(await rowsOf(actor)).toHaveLength(8);
    expect(await storedFor(actor)).toBe(8);
  });

  it("leaves nothing behind when everything is cancelled", async () => {
    const actor = await prepared();
    world.standIn.faults.add({ kind: "slow", host: "upload", milliseconds: 200, times: null });
    const { queue, untilStill, states } = openRealQueue(actor);
    queue.add(await photos(6), { private: true });
    await new Promise<void>((resolve) => {
      const stop = queue.subscribe(() => {
        if (!states().includes("uploading")) return;
        stop();
        resolve();
      });
    });
    queue.cancelAll();
    await untilStill();
    const rows = await rowsOf(actor);
    // What had been taken before the cancel reached Cloudflare stays, finished; nothing hangs.
    expect(states().filter((state) => state === "done")).toHaveLength(rows.length);
    expect(await listUnfinished(actor)).toEqual([]);
  });

  it("goes on after the tab was closed: what arrived is finished, the rest is sent again into the same rows", async () => {
    const actor = await prepared();
    const files = await photos(6);
    const first = openRealQueue(actor);
    world.standIn.faults.add({ kind: "reset", host: "upload", skip: 2, times: 2 });
    first.queue.add(files, { private: true });
    await new Promise<void>((resolve) => {
      const stop = first.queue.subscribe(() => {
        if (!first.states().some((state) => state === "confirming")) return;
        stop();
        resolve();
      });
    });
    first.queue.close();
    await first.untilStill();
    world.standIn.faults.clear();

    const second = openRealQueue(actor);
    second.queue.adopt(await listUnfinished(actor));
    await second.untilStill();
    second.queue.add(files, { private: true });
    await second.untilStill();
    const rows = await rowsOf(actor);
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(["ready"]));
    expect(second.states().every((state) => state === "done")).toBe(true);
  });
});

/** How many images the account holds that say they belong to this person's rows, adopted or not. */
async function storedFor(actor: Actor): Promise<number> {
  const rows = await db().image.findMany({ where: { uploadedById: actor.id }, select: { id: true } });
  const url = `${world.standIn.url}/client/v4/accounts/${world.standIn.accountId}/images/v2?per_page=1000`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${world.standIn.token}` } });
  const { result } = (await response.json()) as { result: { images: { meta: { id?: string } }[] } };
  const ours = new Set(rows.map(({ id }) => id));
  return result.images.filter(({ meta }) => meta.id && ours.has(meta.id)).length;
}
