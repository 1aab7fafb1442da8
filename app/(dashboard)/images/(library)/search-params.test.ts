import { describe, expect, it } from "vitest";
import { libraryHref } from "./library-href";
import { isFiltered, parseLibraryParams } from "./search-params";

describe("the address of the library", () => {
  it("falls back where it makes no sense", () => {
    const params = parseLibraryParams({ sort: "colour", view: "cubes", exposure: "red", q: ["a", "b"] });
    expect(params).toMatchObject({ sort: "newest", view: "grid", q: "a" });
  });

  it("reads older addresses as the same question", () => {
    const id = "01890000-0000-7000-8000-000000000000";
    expect(parseLibraryParams({ exposure: "open", tag: "old cover", by: id, q: "red" }).q).toBe(
      `red is:open tag:"old cover" by:${id}`,
    );
    expect(parseLibraryParams({ tag: "", by: "", q: "tag:a by:me" }).q).toBe("tag:a by:me");
  });

  it("names only what differs, and reads back what it wrote", () => {
    expect(libraryHref({})).toBe("/images");
    const params = parseLibraryParams({
      q: 'café & co tag:launch is:open "a b"',
      view: "table",
      sort: "size",
    });
    const written = new URL(libraryHref(params), "http://localhost").searchParams;
    expect(parseLibraryParams(Object.fromEntries(written))).toEqual(params);
  });

  it("starts a new question at its first page, and keeps the page when only the view changes", () => {
    const params = parseLibraryParams({ cursor: "abc", q: "is:sealed" });
    expect(libraryHref(params, { q: "x" })).toBe("/images?q=x");
    expect(libraryHref(params, { view: "table" })).toContain("cursor=abc");
  });

  it("does not call sorting a filter", () => {
    expect(isFiltered(parseLibraryParams({ sort: "name", view: "table" }))).toBe(false);
    expect(isFiltered(parseLibraryParams({ q: "size:huge" }))).toBe(false);
    expect(isFiltered(parseLibraryParams({ exposure: "open" }))).toBe(true);
  });
});
