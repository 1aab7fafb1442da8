import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PostOutcome } from "@/components/upload/post-file";
import { many, openQueue } from "@/components/upload/queue.testing";
import { isMoving } from "@/components/upload/upload-item";
import type { UploadOutcome } from "@/lib/images/schema";

const postOutcome: fc.Arbitrary<PostOutcome> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<PostOutcome>({ kind: "accepted" }) },
  { weight: 2, arbitrary: fc.boolean().map((sentAll): PostOutcome => ({ kind: "lost", sentAll })) },
  { weight: 1, arbitrary: fc.constant<PostOutcome>({ kind: "refused", note: "No.", remedy: "Other." }) },
);
const standing: fc.Arbitrary<UploadOutcome["state"]> = fc.constantFrom(
  "waiting",
  "measuring",
  "ready",
  "failed",
  "gone",
);
const event = fc.oneof(
  fc.record({ kind: fc.constant("post" as const), at: fc.nat(3), outcome: postOutcome }),
  fc.record({ kind: fc.constant("stand" as const), at: fc.nat(11), state: standing }),
  fc.record({ kind: fc.constant("cancel" as const), at: fc.nat(11) }),
  fc.record({ kind: fc.constant("retry" as const), at: fc.nat(11) }),
  fc.record({ kind: fc.constant("pass" as const), at: fc.integer({ min: 0, max: 90_000 }) }),
  fc.record({ kind: fc.constant("online" as const), at: fc.nat(1) }),
  fc.record({ kind: fc.constant("down" as const), at: fc.nat(1) }),
);

describe("whatever happens", () => {
  it("no file is posted twice at a time, four posts are the most, and in the end nothing hangs", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 60 }), async (events) => {
        const world = openQueue();
        const open = new Set<number>();
        const settlePost = (index: number, outcome: PostOutcome) => {
          open.delete(index);
          world.posts[index]?.settle(outcome);
        };
        const look = () => {
          for (let index = 0; index < world.posts.length; index += 1)
            if (!seen.has(index)) {
              seen.add(index);
              open.add(index);
            }
          for (const index of open) if (world.posts[index]?.signal.aborted) open.delete(index);
          const names = [...open].map((index) => world.posts[index]?.name);
          expect(new Set(names).size).toBe(names.length);
          expect(open.size).toBeLessThanOrEqual(4);
        };
        const seen = new Set<number>();

        world.queue.add(many(12), { private: true });
        for (const happening of events) {
          await world.settle();
          look();
          const { items } = world.queue.snapshot();
          const id = items[happening.at % items.length]?.id ?? "";
          if (happening.kind === "post") {
            const index = [...open][happening.at];
            if (index !== undefined) settlePost(index, happening.outcome);
          }
          if (happening.kind === "stand") {
            const imageId = `image-${happening.at + 1}`;
            world.standing.set(imageId, { imageId, state: happening.state, exposure: "sealed" });
          }
          if (happening.kind === "cancel") world.queue.cancel(id);
          if (happening.kind === "retry") world.queue.retry(id);
          if (happening.kind === "pass") await world.pass(happening.at);
          if (happening.kind === "online") world.queue.setOnline(happening.at === 1);
          if (happening.kind === "down")
            world.plan(() => ({ ok: false, code: "UNREACHABLE", message: "Down." }));
        }

        // The world becomes kind: everything that is asked about is there, every post succeeds.
        world.standing.clear();
        world.queue.setOnline(true);
        for (let turn = 0; turn < 40; turn += 1) {
          world.queue.resume();
          await world.pass(120_000);
          look();
          for (const index of [...open]) settlePost(index, { kind: "accepted" });
        }
        await world.pass(120_000);
        expect(world.queue.snapshot().items.filter(isMoving)).toEqual([]);
        expect(world.queue.snapshot().items).toHaveLength(12);
      }),
      { numRuns: 150 },
    );
  });
});
