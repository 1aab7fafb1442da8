import { describe, expect, it } from "vitest";
import { isFiltered, libraryHref, parseLibraryParams } from "./search-params";

describe("the address of the library", () => {
  it("falls back where it makes no sense", () => {
    const params = parseLibraryParams({
      sort: "size",
      view: "cubes",
      exposure: "red",
      by: "me",
      q: ["a", "b"],
    });
    expect(params).toMatchObject({ sort: "newest", view: "grid", exposure: "all", by: "", q: "a" });
  });

  it("names only what differs, and reads back what it wrote", () => {
    expect(libraryHref({})).toBe("/images");
    const params = parseLibraryParams({ q: "café & co", tag: "launch", exposure: "open", view: "table" });
    const written = new URL(libraryHref(params), "http://localhost").searchParams;
    expect(parseLibraryParams(Object.fromEntries(written))).toEqual(params);
  });

  it("starts a new question at its first page, and keeps the page when only the view changes", () => {
    const params = parseLibraryParams({ cursor: "abc", exposure: "sealed" });
    expect(libraryHref(params, { q: "x" })).toBe("/images?q=x&exposure=sealed");
    expect(libraryHref(params, { view: "table" })).toContain("cursor=abc");
  });

  it("does not call sorting a filter", () => {
    expect(isFiltered(parseLibraryParams({ sort: "name", view: "table" }))).toBe(false);
    expect(isFiltered(parseLibraryParams({ exposure: "open" }))).toBe(true);
  });
});
