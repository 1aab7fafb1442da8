import { expect, it } from "vitest";
import type { Act } from "@/lib/jobs/schema";
import { actInWords } from "@/lib/jobs/words";

const day = new Date("2026-11-30T00:00:00Z");
it.each<[Partial<Extract<Act, { kind: "rights" }>>, string]>([
  [{ credit: "Ines" }, "Set the credit “Ines” of 12 images"],
  [{ credit: "", rightsUntil: null }, "Clear the credit and the rights window of 12 images"],
  [{ rightsFrom: day, rightsUntil: null }, "Set the rights window of 12 images"],
  [
    { credit: "x".repeat(60), embargoUntil: day },
    `Set the credit “${"x".repeat(39)}…” and the embargo of 12 images`,
  ],
])("names what is set: %j", (fields, words) => {
  expect(actInWords({ kind: "rights", ...fields }, 12)).toBe(words);
});

it("names the collection", () => {
  const collectionId = "0";
  expect(actInWords({ kind: "collect", collectionId }, 40, "Autumn")).toBe("Add 40 images to “Autumn”");
  expect(actInWords({ kind: "uncollect", collectionId }, 1, "Autumn")).toBe("Take 1 image out of “Autumn”");
});
