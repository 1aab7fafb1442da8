import { describe, expect, it } from "vitest";
import { readOptions, writeOptions } from "./view-options";

describe("how the library is drawn", () => {
  it("reads back what it wrote", () => {
    const options = { density: "compact", hidden: ["by", "size"] } as const;
    expect(readOptions(writeOptions({ ...options, hidden: [...options.hidden] }))).toEqual(options);
    expect(readOptions(writeOptions({ density: "comfortable", hidden: [] }))).toEqual({
      density: "comfortable",
      hidden: [],
    });
  });

  it("falls back where a cookie makes no sense", () => {
    const usual = { density: "comfortable", hidden: [] };
    for (const text of [undefined, "", ":", "huge:name.picture", "\u0000", `${"x".repeat(9000)}:size`])
      expect(readOptions(text)).toEqual(usual);
    expect(readOptions("compact:size.size.nonsense")).toEqual({ density: "compact", hidden: ["size"] });
  });
});
