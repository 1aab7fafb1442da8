import { expect, it } from "vitest";
import { isFiltered, linksHref, parseLinkParams } from "@/app/(dashboard)/links/search-params";

it("falls back from nonsense", () => {
  const params = parseLinkParams({
    status: "eternal",
    q: ["boat", "car"],
    cursor: "x".repeat(500),
    other: "1",
  });
  expect(params).toEqual({ status: "all", q: "boat", mode: "all", sort: "newest" });
  expect(parseLinkParams({})).toEqual({ status: "all", q: "", mode: "all", sort: "newest" });
  expect(parseLinkParams({ by: "x", before: "soon", sort: "size", asks: "1" })).toEqual(parseLinkParams({}));
});

it("writes what it reads, and starts a new question at its first page", () => {
  const params = parseLinkParams({ status: "ending", q: "a & b", cursor: "c1" });
  expect(linksHref(params, { cursor: "c2" })).toBe("/links?q=a+%26+b&status=ending&cursor=c2");
  expect(linksHref(params, { status: "all" })).toBe("/links?q=a+%26+b");
  expect(linksHref(params, { status: "all", q: "" })).toBe("/links");
  const id = "018f0000-0000-7000-8000-000000000000";
  const all = parseLinkParams({
    mode: "gated",
    by: id,
    to: id,
    before: "2026-11-27",
    asks: "open",
    sort: "ends",
  });
  expect(parseLinkParams(Object.fromEntries(new URLSearchParams(linksHref(all).slice(7))))).toEqual(all);
  expect(isFiltered(parseLinkParams({ sort: "ends" }))).toBe(false);
  expect([isFiltered(params), isFiltered(parseLinkParams({}))]).toEqual([true, false]);
});
