import { expect, it } from "vitest";
import type { Exposure } from "@/lib/exposure/schema";
import type { ImageDetail } from "@/lib/images/schema";
import { readersInShort, readersOf } from "./readers";

const held = { readers: "link-holders", alwaysPublic: false } as const;
const open = { readers: "anyone", alwaysPublic: false } as const;
const always = { readers: "anyone", alwaysPublic: true } as const;
const image = (exposure: Exposure) => ({ exposure: { exposure } }) as ImageDetail;

it.each([
  ["sealed", held, "link-holders"],
  ["exposed", held, "link-holders"],
  ["exposed", always, "anyone"],
  ["open", open, "anyone"],
  ["unknown", held, "perhaps"],
  ["unknown", open, "perhaps"],
  ["unknown", always, "anyone"],
  ["pending", held, "perhaps"],
  ["pending", open, "anyone"],
] as const)("%s, %o: %s", (exposure, variant, readers) => {
  expect(readersOf(image(exposure), variant)).toBe(readers);
});

it.each([
  ["sealed", [held, held], "None is readable without a link"],
  ["unknown", [held, held], "Not known just now"],
  ["unknown", [held, always], "1 of 2 open, perhaps more"],
  ["exposed", [held, always], "1 of 2 open"],
] as const)("%s in short", (exposure, variants, words) => {
  expect(readersInShort({ ...image(exposure), variants: [...variants] })).toBe(words);
});
