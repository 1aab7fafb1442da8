import { describe, expect, it } from "vitest";
import { files, good, many, openQueue } from "@/components/upload/queue.testing";
import type { ImageCard } from "@/lib/images/schema";

const ready = { state: "ready", exposure: "sealed" } as const;

describe("a file's way", () => {
  it("is checked, asked for, posted, confirmed and sealed", async () => {
    const world = openQueue();
    world.queue.add(files("a.jpg"), { private: true });
    expect(world.states()).toEqual(["checking"]);
    await world.settle();
    expect(world.states()).toEqual(["uploading"]);
    world.posts[0]?.progress(0.5);
    expect(world.item("a.jpg").progress).toBe(0.5);
    world.posts[0]?.settle({ kind: "accepted" });
    await world.settle();
    expect(world.item("a.jpg")).toMatchObject({ state: "done", exposure: "sealed", hasFile: false });
    expect(world.calls.map(({ name }) => name)).toEqual(["start", "finish"]);
    expect(world.alarms.size).toBe(0);
  });

  it("is refused before anything is sent when the check says so", async () => {
    const world = openQueue();
    world.verdicts.set("a.heic", { ok: false, note: "This is a HEIC photo.", remedy: "Export it." });
    world.queue.add(files("a.heic", "b.jpg"), { private: true });
    await world.settle();
    expect(world.item("a.heic")).toMatchObject({ state: "refused", note: "This is a HEIC photo." });
    expect(world.calls).toMatchObject([{ name: "start", names: ["b.jpg"] }]);
  });

  it("that is in the library already waits for the person, and is sent only when they insist", async () => {
    const world = openQueue();
    const twin = { id: "image-7", name: "first" };
    world.plan((called) =>
      called.name === "start"
        ? {
            ok: true,
            data: called.keys.map((key) => ({ key, ok: false, message: "It is here.", here: twin })),
          }
        : undefined,
    );
    for (const name of ["a.jpg", "b.jpg", "c.jpg"])
      world.verdicts.set(name, { ...good, sha256: name.padStart(64, "0") });
    world.queue.add(files("a.jpg", "b.jpg", "c.jpg"), { private: true });
    await world.pass(60_000);
    expect(world.states()).toEqual(["known", "known", "known"]);
    expect(world.item("a.jpg").twin).toEqual(twin);
    expect(world.posts).toHaveLength(0);
    expect(world.alarms.size).toBe(0);

    world.queue.sendAnyway(world.item("b.jpg").id);
    await world.settle();
    expect(world.states()).toEqual(["known", "uploading", "known"]);
    expect(world.calls.at(-1)).toMatchObject({ name: "start", names: ["b.jpg"], hashes: [undefined] });

    world.queue.keepExisting(world.item("a.jpg").id);
    expect(world.item("a.jpg")).toMatchObject({ state: "kept", twin, hasFile: false });
    world.queue.cancel(world.item("c.jpg").id);
    await world.settle();
    expect(world.states()).toEqual(["kept", "uploading", "cancelled"]);
    // Nothing was begun for them on the server, so there is nothing to give up there.
    expect(world.idsOf("cancel")).toEqual([]);
    world.queue.clear();
    expect(world.states()).toEqual(["uploading"]);
  });

  it("is asked about ever less often while Cloudflare's answer is measured", async () => {
    const world = openQueue();
    world.standing.set("image-1", { imageId: "image-1", state: "measuring" });
    world.queue.add(files("a.jpg"), { private: true });
    await world.settle();
    world.posts[0]?.settle({ kind: "accepted" });
    await world.pass(60_000);
    expect(world.states()).toEqual(["measuring"]);
    const asked = world.idsOf("finish").length;
    expect(asked).toBeGreaterThan(3);
    expect(asked).toBeLessThan(12);
    world.standing.set("image-1", { imageId: "image-1", ...ready });
    await world.pass(60_000);
    expect(world.states()).toEqual(["done"]);
  });

  it("that had arrived under the same key is not posted again", async () => {
    const world = openQueue();
    world.plan((called) =>
      called.name === "start"
        ? { ok: true, data: [{ key: called.keys[0] ?? "", ok: true, imageId: "image-9", done: true }] }
        : undefined,
    );
    world.queue.add(files("a.jpg"), { private: true });
    await world.settle();
    expect(world.posts).toHaveLength(0);
    expect(world.states()).toEqual(["done"]);
  });

  it("is taken once when it is dropped twice, and again after it was cancelled", async () => {
    const world = openQueue();
    const [one] = files("a.jpg");
    if (!one) throw new Error("no file");
    expect(world.queue.add([one], { private: true })).toEqual({ added: 1, repeated: 0 });
    expect(world.queue.add([one], { private: true })).toEqual({ added: 0, repeated: 1 });
    world.queue.cancel(world.item("a.jpg").id);
    expect(world.queue.add([one], { private: true })).toEqual({ added: 1, repeated: 0 });
  });
});

describe("many files", () => {
  it("go four at a time, with small batches of URLs and all of them done", async () => {
    const world = openQueue();
    world.queue.add(many(40), { private: true });
    await world.settle();
    expect(world.posts).toHaveLength(4);
    let most = 0;
    for (let index = 0; index < 40; index += 1) {
      const running = world.states().filter((state) => state === "uploading").length;
      most = Math.max(most, running);
      world.posts[index]?.settle({ kind: "accepted" });
      await world.settle();
    }
    await world.pass(10_000);
    expect(most).toBe(4);
    expect(new Set(world.states())).toEqual(new Set(["done"]));
    for (const called of world.calls)
      expect("keys" in called ? called.keys.length : called.ids.length).toBeLessThanOrEqual(20);
    // No URL waits behind the whole queue: at most two batches are ahead of the posts.
    expect(world.calls.filter(({ name }) => name === "start").length).toBeGreaterThanOrEqual(5);
  });

  it("confirm in between, so that the first are sealed while the last still wait", async () => {
    const world = openQueue();
    world.queue.add(many(40), { private: true });
    await world.settle();
    for (let index = 0; index < 12; index += 1) {
      world.posts[index]?.settle({ kind: "accepted" });
      await world.settle();
    }
    expect(world.states().filter((state) => state === "done").length).toBeGreaterThan(0);
    expect(world.states().filter((state) => state === "waiting").length).toBeGreaterThan(0);
  });

  it("of two privacies are asked for apart", async () => {
    const world = openQueue();
    world.queue.add(files("a.jpg"), { private: true });
    world.queue.add(files("b.jpg"), { private: false });
    await world.settle();
    expect(world.calls).toMatchObject([
      { name: "start", private: true, names: ["a.jpg"] },
      { name: "start", private: false, names: ["b.jpg"] },
    ]);
  });

  it("lose only the one that the server names in a refused form", async () => {
    const world = openQueue();
    world.plan((called) =>
      called.name === "start"
        ? { ok: false, code: "INVALID", message: "No.", fields: { "files.0.name": "Give it a name." } }
        : undefined,
    );
    world.queue.add(files(" ", "b.jpg"), { private: true });
    await world.settle();
    expect(world.states()).toEqual(["refused", "uploading"]);
  });
});

describe("a lost answer", () => {
  it("is asked about first, and nothing is sent twice when it had arrived", async () => {
    const world = openQueue();
    world.queue.add(files("a.jpg"), { private: true });
    await world.settle();
    world.posts[0]?.settle({ kind: "lost", sentAll: true });
    await world.settle();
    expect(world.states()).toEqual(["done"]);
    expect(world.posts).toHaveLength(1);
  });

  it("gets a fresh URL after a pause when it had not, three tries in all, then a button", async () => {
    const world = openQueue();
    world.standing.set("image-1", { imageId: "image-1", state: "waiting" });
    world.queue.add(files("a.jpg"), { private: true });
    await world.settle();
    for (const attempt of [0, 1, 2]) {
      expect(world.posts).toHaveLength(attempt + 1);
      world.posts[attempt]?.settle({ kind: "lost", sentAll: false });
      await world.pass(60_000);
    }
    expect(new Set(world.posts.map(({ url }) => url)).size).toBe(3);
    expect(world.item("a.jpg")).toMatchObject({ state: "failed", hasFile: true });
    world.queue.retry(world.item("a.jpg").id);
    await world.settle();
    expect(world.posts).toHaveLength(4);
    world.standing.clear();
    world.posts[3]?.settle({ kind: "accepted" });
    await world.settle();
    expect(world.states()).toEqual(["done"]);
    expect(world.images.size).toBe(1);
  });

  it("leads to no second upload while Cloudflare cannot be asked", async () => {
    const world = openQueue();
    world.standing.set("image-1", { imageId: "image-1", state: "waiting", message: "Cloudflare is busy." });
    world.queue.add(files("a.jpg"), { private: true });
    await world.settle();
    world.posts[0]?.settle({ kind: "lost", sentAll: true });
    await world.pass(30_000);
    expect(world.item("a.jpg")).toMatchObject({ state: "confirming", note: "Cloudflare is busy." });
    expect(world.posts).toHaveLength(1);
  });

  it("while offline costs no try, and the queue goes on when the network is back", async () => {
    const world = openQueue();
    world.standing.set("image-1", { imageId: "image-1", state: "waiting" });
    world.queue.add(files("a.jpg"), { private: true });
    await world.settle();
    world.queue.setOnline(false);
    world.posts[0]?.settle({ kind: "lost", sentAll: false });
    await world.pass(600_000);
    expect(world.calls.map(({ name }) => name)).toEqual(["start"]);
    world.queue.setOnline(true);
    await world.settle();
    expect(world.calls.map(({ name }) => name)).toEqual(["start", "finish", "renew"]);
    expect(world.posts).toHaveLength(2);
  });

  it("a refusal by Cloudflare is final and frees the row", async () => {
    const world = openQueue();
    world.queue.add(files("a.jpg"), { private: true });
    await world.settle();
    world.posts[0]?.settle({ kind: "refused", note: "Not a picture.", remedy: "Export it." });
    await world.settle();
    expect(world.item("a.jpg")).toMatchObject({ state: "refused", note: "Not a picture." });
    expect(world.idsOf("cancel")).toEqual([["image-1"]]);
  });
});

describe("cancelling", () => {
  it("stops the post and releases the row", async () => {
    const world = openQueue();
    world.queue.add(files("a.jpg"), { private: true });
    await world.settle();
    world.queue.cancel(world.item("a.jpg").id);
    await world.settle();
    expect(world.posts[0]?.signal.aborted).toBe(true);
    expect(world.states()).toEqual(["cancelled"]);
    expect(world.idsOf("cancel")).toEqual([["image-1"]]);
    expect(world.idsOf("finish")).toEqual([]);
  });

  it("while the URL is being asked for releases what the answer brings", async () => {
    const world = openQueue();
    world.queue.add(many(3), { private: true });
    await Promise.resolve();
    world.queue.cancelAll();
    await world.settle();
    expect(world.states()).toEqual(["cancelled", "cancelled", "cancelled"]);
    expect(world.posts).toHaveLength(0);
    const asked = world.calls.flatMap((called) => ("keys" in called ? called.keys : []));
    expect(world.idsOf("cancel").flat()).toHaveLength(asked.length);
  });

  it("too late says that it is there", async () => {
    const world = openQueue();
    world.standing.set("image-1", { imageId: "image-1", ...ready, message: "It had arrived already." });
    world.queue.add(files("a.jpg"), { private: true });
    await world.settle();
    world.queue.cancel(world.item("a.jpg").id);
    await world.settle();
    expect(world.item("a.jpg")).toMatchObject({ state: "done", note: "It had arrived already." });
  });

  it("of all leaves what has left this browser alone", async () => {
    const world = openQueue();
    world.standing.set("image-1", { imageId: "image-1", state: "measuring" });
    world.queue.add(files("a.jpg", "b.jpg"), { private: true });
    await world.settle();
    world.posts[0]?.settle({ kind: "accepted" });
    await world.settle();
    world.queue.cancelAll();
    await world.settle();
    expect(world.states()).toEqual(["measuring", "cancelled"]);
  });

  it("a failed one clears its row away, and clearing the list drops its small picture", async () => {
    const world = openQueue();
    world.verdicts.set("a.jpg", { ...good, thumb: new Blob(["x"]) });
    world.standing.set("image-1", { imageId: "image-1", state: "failed", message: "It never arrived." });
    world.queue.add(files("a.jpg"), { private: true });
    await world.settle();
    world.posts[0]?.settle({ kind: "accepted" });
    await world.settle();
    expect(world.states()).toEqual(["failed"]);
    world.standing.clear();
    world.queue.cancel(world.item("a.jpg").id);
    await world.settle();
    expect(world.idsOf("cancel")).toEqual([["image-1"]]);
    world.queue.clear();
    expect(world.states()).toEqual([]);
    expect(world.dropped).toHaveLength(1);
  });
});

describe("a retry after the row is over", () => {
  it("starts a new one under a new key and clears the old one away", async () => {
    const world = openQueue();
    world.standing.set("image-1", { imageId: "image-1", state: "failed", message: "It came too late." });
    world.queue.add(files("a.jpg"), { private: true });
    await world.settle();
    world.posts[0]?.settle({ kind: "accepted" });
    await world.settle();
    expect(world.item("a.jpg")).toMatchObject({ state: "failed", note: "It came too late." });
    world.queue.retry();
    await world.settle();
    world.posts[1]?.settle({ kind: "accepted" });
    await world.settle();
    expect(world.item("a.jpg")).toMatchObject({ state: "done", imageId: "image-2" });
    expect(world.idsOf("cancel")).toEqual([["image-1"]]);
  });

  it("a refused ticket is asked for again under the same key before it fails", async () => {
    const world = openQueue();
    for (let time = 0; time < 3; time += 1)
      world.plan((called) =>
        called.name === "start"
          ? { ok: true, data: called.keys.map((key) => ({ key, ok: false, message: "Too many." })) }
          : undefined,
      );
    world.queue.add(files("a.jpg"), { private: true });
    await world.pass(1_000);
    expect(world.item("a.jpg")).toMatchObject({ state: "waiting", note: "Too many." });
    await world.pass(60_000);
    expect(world.item("a.jpg")).toMatchObject({ state: "failed", note: "Too many." });
    expect(new Set(world.calls.flatMap((called) => ("keys" in called ? called.keys : []))).size).toBe(1);
  });
});

describe("when the server fails", () => {
  const down = { ok: false, code: "UNREACHABLE", message: "The server cannot be reached." } as const;

  it("waits longer each time, then pauses and says why; nothing is lost", async () => {
    const world = openQueue();
    for (let time = 0; time < 4; time += 1) world.plan(() => down);
    world.queue.add(files("a.jpg"), { private: true });
    await world.pass(60_000);
    expect(world.calls).toHaveLength(4);
    expect(world.queue.snapshot().pause).toMatchObject({ code: "UNREACHABLE" });
    expect(world.states()).toEqual(["waiting"]);
    world.queue.resume();
    await world.settle();
    expect(world.states()).toEqual(["uploading"]);
    expect(world.queue.snapshot().pause).toBeNull();
  });

  it("pauses at once when only a person can help, and finishes what is being sent", async () => {
    const world = openQueue();
    world.queue.add(files("a.jpg"), { private: true });
    await world.settle();
    world.plan(() => ({ ok: false, code: "SIGNED_OUT", message: "Sign in again." }));
    world.posts[0]?.settle({ kind: "accepted" });
    await world.pass(60_000);
    expect(world.queue.snapshot().pause).toMatchObject({ code: "SIGNED_OUT" });
    expect(world.states()).toEqual(["confirming"]);
    world.queue.resume();
    await world.settle();
    expect(world.states()).toEqual(["done"]);
  });

  it("an unreachable server is tried again when the network comes back", async () => {
    const world = openQueue();
    for (let time = 0; time < 4; time += 1) world.plan(() => down);
    world.queue.add(files("a.jpg"), { private: true });
    await world.pass(60_000);
    world.queue.setOnline(false);
    world.queue.setOnline(true);
    await world.settle();
    expect(world.states()).toEqual(["uploading"]);
  });
});

describe("a URL that waited too long", () => {
  it("is exchanged before it is used", async () => {
    const world = openQueue();
    world.queue.add(many(5), { private: true });
    await world.settle();
    expect(world.posts).toHaveLength(4);
    await world.pass(26 * 60_000);
    world.posts[0]?.settle({ kind: "accepted" });
    await world.settle();
    expect(world.idsOf("renew")).toEqual([["image-5"]]);
    expect(world.posts).toHaveLength(5);
    expect(world.posts[4]?.url).not.toContain("/0");
  });
});

describe("an earlier visit", () => {
  const card = (id: string, name: string, over: Partial<ImageCard> = {}) =>
    ({
      id,
      name,
      bytes: name.length,
      state: "pending",
      failure: null,
      private: true,
      exposure: { exposure: "pending" },
      ...over,
    }) as ImageCard;

  it("what arrived settles by itself; what did not asks for its file and goes on in the same row", async () => {
    const world = openQueue();
    world.standing.set("b", { imageId: "b", state: "waiting" });
    world.queue.adopt([card("a", "a.jpg"), card("b", "b.jpg")]);
    await world.settle();
    expect(world.states()).toEqual(["done", "missing"]);
    const [again] = files("b.jpg");
    if (!again) throw new Error("no file");
    world.queue.supply("b", again.file);
    await world.settle();
    expect(world.idsOf("renew")).toEqual([["b"]]);
    world.standing.clear();
    world.posts[0]?.settle({ kind: "accepted" });
    await world.settle();
    expect(world.states()).toEqual(["done", "done"]);
    expect(world.calls.some(({ name }) => name === "start")).toBe(false);
  });

  it("is continued by dropping the same file again", async () => {
    const world = openQueue();
    world.standing.set("b", { imageId: "b", state: "waiting" });
    world.queue.adopt([card("b", "b.jpg")]);
    await world.settle();
    world.queue.add(files("b.jpg", "c.jpg"), { private: true });
    await world.settle();
    expect(world.queue.snapshot().items).toHaveLength(2);
    expect(world.idsOf("renew")).toEqual([["b"]]);
  });

  it("is not sent again when its folder is dropped again and it had arrived", async () => {
    const world = openQueue();
    world.queue.adopt([card("a", "a.jpg")]);
    await world.settle();
    expect(world.queue.add(files("a.jpg", "b.jpg"), { private: true })).toEqual({ added: 1, repeated: 1 });
  });

  it("one begun as public says so, and is not continued by a file that is now dropped as private", async () => {
    const world = openQueue();
    world.standing.set("b", { imageId: "b", state: "waiting" });
    world.queue.adopt([card("b", "b.jpg", { private: false })]);
    expect(world.item("b.jpg").private).toBe(false);
    expect(world.queue.add(files("b.jpg"), { private: true })).toEqual({ added: 1, repeated: 0 });
    await world.settle();
    expect(world.idsOf("renew")).toEqual([]);
    expect(world.calls).toContainEqual(expect.objectContaining({ name: "start", private: true }));
    world.queue.add(files("b.jpg"), { private: false });
    await world.settle();
    expect(world.idsOf("renew")).toEqual([["b"]]);
  });

  it("does not take another file for the missing one", async () => {
    const world = openQueue();
    world.standing.set("b", { imageId: "b", state: "waiting" });
    world.queue.adopt([card("b", "b.jpg", { bytes: 2048 })]);
    await world.settle();
    world.queue.supply("b", new File(["x"], "other.jpg"));
    expect(world.item("b.jpg")).toMatchObject({ state: "missing" });
    expect(world.item("b.jpg").note).toContain("another file");
  });

  it("one that failed starts anew with its file and the old row goes", async () => {
    const world = openQueue();
    world.queue.adopt([card("b", "b.jpg", { state: "failed", failure: "It never arrived." })]);
    expect(world.item("b.jpg")).toMatchObject({ state: "failed", note: "It never arrived.", hasFile: false });
    world.queue.add(files("b.jpg"), { private: true });
    await world.settle();
    expect(world.states()).toEqual(["uploading"]);
    expect(world.idsOf("cancel")).toEqual([["b"]]);
    expect(world.calls.some(({ name }) => name === "start")).toBe(true);
  });

  it("is not listed twice when this queue has it already", async () => {
    const world = openQueue();
    world.queue.add(files("a.jpg"), { private: true });
    await world.settle();
    world.queue.adopt([card("image-1", "a.jpg")]);
    expect(world.queue.snapshot().items).toHaveLength(1);
  });
});

describe("closing the part of the page that holds it", () => {
  it("aborts what runs and goes on when it is opened again", async () => {
    const world = openQueue();
    world.queue.add(files("a.jpg"), { private: true });
    await world.settle();
    world.queue.close();
    await world.settle();
    expect(world.posts[0]?.signal.aborted).toBe(true);
    expect(world.states()).toEqual(["waiting"]);
    world.queue.open();
    await world.settle();
    expect(world.idsOf("renew")).toEqual([["image-1"]]);
    expect(world.states()).toEqual(["uploading"]);
  });
});
