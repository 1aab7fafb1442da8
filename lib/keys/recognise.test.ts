import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recognise } from "@/lib/keys/recognise";

// The published recipe with made-up material; the right and wrong signatures were computed apart from this code.
const key = { id: "one", value: "test-images-signing-key-0001" };
const padded = { id: "two", value: "Oix0bbNaT8Rge9PuyxUBrjI6zrgnsyJ5=" };
const keys = [{ key }, { key: padded }];
const parts = {
  accountHash: "AbCdEfGhIjKlMnOpQrStUv",
  imageId: "2cdc28f0-017a-49c4-9ed7-87056c839010",
  variantId: "public",
  exp: "1900000000",
  host: "imagedelivery.net",
};
const right = "ae5dcba11274f001e1a67014411490da3bc32d2d20f329244553333da3c3b7ca";
const withSig = (signature: string, change: Partial<typeof parts> = {}) =>
  recognise({ ...parts, ...change, signature }, keys, ["avatar", "public", "thumb"]);

describe("a signature is recognised", () => {
  it.each([
    ["right", right, { kind: "right" }],
    [
      "by the second key",
      "7a63c44d5dcc33a8f88518a2a567bb3a3b70af74095d7eda94670b15d9144046",
      { kind: "right" },
    ],
    [
      "without its end",
      "ad122f422855ee09ce45433cb24d097ebda550a312d6d9284720968e4c34e47d",
      { kind: "endless" },
    ],
    [
      "for another variant",
      "4fcb5020563923cccc6dc46487fbbbe547bd09c627fd7529f7b312ffdb98bd90",
      { kind: "variant", variantId: "avatar" },
    ],
    [
      "over the longer path",
      "cf44a92f17e1872227c594a456e6d2167c82f1f5dccf96aa9d615a60cc208622",
      { kind: "recipe", recipe: "prefixed" },
    ],
    [
      "with a decoded key",
      "2162101f705d18832da3beeb004bc9425cc261c0dc782d3662f78a0a25c92d71",
      { kind: "recipe", recipe: "decoded" },
    ],
    [
      "without the account",
      "67dd940596d6f8aa0b5912e550066f0334200b365b657a0f46b9e748d349b70e",
      { kind: "recipe", recipe: "short" },
    ],
    ["in capitals", right.toUpperCase(), { kind: "case" }],
    ["cut off", right.slice(0, 50), { kind: "cut", length: 50 }],
  ])("%s", (_, signature, expected) => expect(withSig(signature)).toMatchObject(expected));

  it("glued", () => {
    const path = `/${parts.accountHash}/${parts.imageId}/${parts.variantId}`;
    const glued = createHmac("sha256", key.value).update(`${path}${parts.exp}`).digest("hex");
    expect(withSig(glued)).toMatchObject({ kind: "recipe", recipe: "glued" });
  });
});

it("a signature is never recognised by a short beginning: that would tell it character by character", () => {
  for (let length = 0; length < 40; length += 1) expect(withSig(right.slice(0, length))).toBeNull();
});

it("a right signature is not right for any other end, image or account, nor with a byte changed", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1_000_000_000, max: 9_999_999_999 }),
      fc.nat(63),
      fc.uuid(),
      (end, at, imageId) => {
        if (String(end) !== parts.exp) expect(withSig(right, { exp: String(end) })).toBeNull();
        expect(withSig(right, { imageId })).toBeNull();
        expect(withSig(right, { accountHash: "AbCdEfGhIjKlMnOpQrStUw" })).toBeNull();
        const changed = `${right.slice(0, at)}${right[at] === "0" ? "1" : "0"}${right.slice(at + 1)}`;
        expect(withSig(changed)).toBeNull();
      },
    ),
  );
});
