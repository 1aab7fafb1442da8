import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { change, isPicked, mostPicks, noPicks, type Picks } from "./_components/pick-store";

describe("what is ticked", () => {
  it("is what was last done to each image, alone or with all that match", () => {
    const step = fc.record({ id: fc.constantFrom("a", "b", "c", "d"), ticked: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step), fc.boolean(), (steps, all) => {
        let state: Picks = all ? { picks: [], everything: { question: "q", except: [] } } : noPicks;
        const model = new Map<string, boolean>();
        for (const { id, ticked } of steps) {
          state = change(state, [{ id, ticked }]);
          model.set(id, ticked);
        }
        for (const id of ["a", "b", "c", "d"]) expect(isPicked(state, id)).toBe(model.get(id) ?? all);
      }),
    );
  });

  it("is no more than can be named", () => {
    const many = Array.from({ length: mostPicks + 5 }, (_, at) => ({ id: String(at), ticked: true }));
    expect(change(noPicks, many).picks).toHaveLength(mostPicks);
  });
});
