import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { idProblem } from "./image-id";
import { signDeliveryUrl, unsignedDeliveryUrl } from "./signed-url";

const link = {
  baseUrl: "https://imagedelivery.net",
  accountHash: "AbCdEfGhIjKlMnOpQrStUv",
  imageId: "2cdc28f0-017a-49c4-9ed7-87056c839010",
  variantId: "public",
  expiresAt: new Date(1_900_000_000_000),
  key: "test-images-signing-key-0001",
};
const sigOf = (url: string) => new URL(url).searchParams.get("sig");

describe("golden vectors", () => {
  test("A: the documented recipe", () => {
    expect(signDeliveryUrl(link)).toBe(
      "https://imagedelivery.net/AbCdEfGhIjKlMnOpQrStUv/2cdc28f0-017a-49c4-9ed7-87056c839010/public?exp=1900000000&sig=ae5dcba11274f001e1a67014411490da3bc32d2d20f329244553333da3c3b7ca",
    );
  });
  test("C: another variant, another signature", () => {
    expect(sigOf(signDeliveryUrl({ ...link, variantId: "avatar" }))).toBe(
      "4fcb5020563923cccc6dc46487fbbbe547bd09c627fd7529f7b312ffdb98bd90",
    );
  });
  test("E: a key that looks like base64 is used as printed", () => {
    expect(sigOf(signDeliveryUrl({ ...link, key: "Oix0bbNaT8Rge9PuyxUBrjI6zrgnsyJ5=" }))).toBe(
      "7a63c44d5dcc33a8f88518a2a567bb3a3b70af74095d7eda94670b15d9144046",
    );
  });
  test("on a domain of our own the signature stays that of imagedelivery.net", () => {
    const own = signDeliveryUrl({ ...link, baseUrl: "https://pictures.example/cdn-cgi/imagedelivery" });
    expect(own.startsWith("https://pictures.example/cdn-cgi/imagedelivery/AbCd")).toBe(true);
    expect(sigOf(own)).toBe(sigOf(signDeliveryUrl(link)));
  });
});

test("the end is a whole second, never later than promised", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date("2024-01-01"), max: new Date("2200-01-01"), noInvalidDate: true }),
      (end) => {
        const exp = Number(new URL(signDeliveryUrl({ ...link, expiresAt: end })).searchParams.get("exp"));
        expect(exp * 1000).toBeLessThanOrEqual(end.getTime());
        expect(exp * 1000).toBeGreaterThan(end.getTime() - 1000);
      },
    ),
  );
});

test("no end, no link", () => {
  for (const time of [Number.NaN, 0, -1, 1, 8.64e15])
    expect(() => signDeliveryUrl({ ...link, expiresAt: new Date(time) })).toThrow(RangeError);
});

test("only plain ids and names are ever signed", () => {
  const plain = /^[A-Za-z0-9-]{1,64}$/;
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
      fc.pre(!plain.test(text));
      expect(() => signDeliveryUrl({ ...link, imageId: text })).toThrow(TypeError);
    }),
  );
  for (const name of [
    "",
    "a/b",
    "../public",
    "w=400",
    "public?x",
    "public&exp=1",
    "a b",
    "thümb",
    "a".repeat(100),
  ])
    expect(() => signDeliveryUrl({ ...link, variantId: name })).toThrow(TypeError);
  expect(() => signDeliveryUrl({ ...link, key: "" })).toThrow(TypeError);
});

test("an id of somebody's choosing is addressed unsigned, and stays one id and one variant", () => {
  const addressed = (imageId: string) => unsignedDeliveryUrl({ ...link, imageId });
  const start = "https://imagedelivery.net/AbCdEfGhIjKlMnOpQrStUv";
  expect(addressed("autumn/hero")).toBe(`${start}/autumn/hero/public`);
  expect(addressed("50% off?#1 ä.png")).toBe(`${start}/50%25%20off%3F%231%20%C3%A4.png/public`);
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 80 }), (id) => {
      if (idProblem(id)) return void expect(() => addressed(id)).toThrow(TypeError);
      const { origin, pathname, search, hash } = new URL(addressed(id));
      expect([origin, search, hash]).toEqual(["https://imagedelivery.net", "", ""]);
      const parts = pathname.split("/").slice(2);
      expect(parts.pop()).toBe("public");
      expect(parts.map(decodeURIComponent).join("/")).toBe(id);
    }),
  );
  for (const id of ["", "/a", "a/", "a//b", "../a", "a/./b", "a\\b", "a\0b", "\ud800", "ä".repeat(1001)])
    expect(() => addressed(id)).toThrow(TypeError);
});
