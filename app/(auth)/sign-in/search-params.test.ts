import fc from "fast-check";
import { expect, it } from "vitest";
import { ownPath, signInSearchParams } from "@/app/(auth)/sign-in/search-params";

it.each([
  ["/images?q=boat&tag=sea", "/images?q=boat&tag=sea"],
  ["/links", "/links"],
  ["/?welcome=1", "/?welcome=1"],
  ["/a/../images", "/images"],
])("keeps %s", (value, path) => expect(ownPath(value)).toBe(path));

it.each([
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/x/..//evil.example",
  "/.//evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "images",
  "",
  "/sign-in?callbackUrl=/sign-in",
  "/welcome",
  "/api/auth/signout",
  `/${"x".repeat(600)}`,
  undefined,
  ["/images", "/links"],
])("drops %j", (value) => expect(ownPath(value)).toBe("/"));

it("goes home when nothing was asked for", () => {
  expect(signInSearchParams.parse({})).toEqual({ callbackUrl: "/" });
  expect(signInSearchParams.parse({ callbackUrl: ["/a", "/b"] })).toEqual({ callbackUrl: "/" });
});

it("never leaves this host, whatever is written", () => {
  const part = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "@",
    ":",
    "?",
    "#",
    "%2f",
    "%5c",
    "\t",
    "evil.example",
    "http:",
    "a",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const target = new URL(ownPath(`/${parts.join("")}`), "https://darkroom.example/sign-in");
      return target.origin === "https://darkroom.example";
    }),
    { numRuns: 5_000 },
  );
});
