import { expect, it } from "vitest";
import { splitTags } from "./split-tags";

it("takes tags apart at commas, each once", () => {
  expect(splitTags(" Launch, press kit,,launch , ")).toEqual(["launch", "press kit"]);
  expect(splitTags("")).toEqual([]);
});
