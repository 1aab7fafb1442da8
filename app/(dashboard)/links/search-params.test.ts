import { expect, it } from "vitest";
import { linksHref } from "@/app/(dashboard)/links/links-href";
import { parseLinkParams } from "@/app/(dashboard)/links/search-params";

it("falls back from nonsense, and takes nobody's zone from the address", () => {
  const raw = { q: ["boat", "car"], sort: "size", cursor: "x".repeat(500), zone: "Europe/Paris", other: "1" };
  expect(parseLinkParams(raw, "Asia/Tokyo")).toEqual({ q: "boat", sort: "newest", zone: "Asia/Tokyo" });
  expect(parseLinkParams({}, "UTC")).toEqual({ q: "", sort: "newest", zone: "UTC" });
});

it("writes what it reads, and starts a new question at its first page", () => {
  const params = parseLinkParams({ q: "status:ending a & b", cursor: "c1" }, "UTC");
  expect(linksHref(params, { cursor: "c2" })).toBe("/links?q=status%3Aending+a+%26+b&cursor=c2");
  expect(linksHref(params, { q: "a" })).toBe("/links?q=a");
  expect(linksHref(params, { q: "" })).toBe("/links");
  const all = parseLinkParams({ q: 'to:"Li Wei" ends:<24h', sort: "ends" }, "UTC");
  const again = Object.fromEntries(new URLSearchParams(linksHref(all).slice(7)));
  expect(parseLinkParams(again, "UTC")).toEqual(all);
});
