import { expect, it } from "vitest";
import { isFiltered, linksHref, parseLinkParams } from "@/app/(dashboard)/links/search-params";

it("falls back from nonsense", () => {
  const params = parseLinkParams({
    status: "eternal",
    q: ["boat", "car"],
    cursor: "x".repeat(500),
    other: "1",
  });
  expect(params).toEqual({ status: "all", q: "boat", cursor: undefined });
  expect(parseLinkParams({})).toEqual({ status: "all", q: "", cursor: undefined });
});

it("writes what it reads, and starts a new question at its first page", () => {
  const params = parseLinkParams({ status: "ending", q: "a & b", cursor: "c1" });
  expect(linksHref(params, { cursor: "c2" })).toBe("/links?q=a+%26+b&status=ending&cursor=c2");
  expect(linksHref(params, { status: "all" })).toBe("/links?q=a+%26+b");
  expect(linksHref(params, { status: "all", q: "" })).toBe("/links");
  expect([isFiltered(params), isFiltered(parseLinkParams({}))]).toEqual([true, false]);
});
