import { describe, expect, it } from "vitest";
import {
  filterFields,
  readFields,
  several,
  wordsOfAll,
  writeFields,
} from "@/app/(dashboard)/images/(library)/filter-fields";
import { parseQuery } from "@/lib/images/query-language";

const all: Record<string, string> = {
  is: "private",
  state: "ready",
  collection: 'Autumn "26"',
  by: "Ines Berg",
  format: "webp",
  "has-alt": "no",
  "has-gps": "yes",
  "has-links": "yes",
  ends: "2026-12-24",
  under: "embargo",
  after: "2026-11-01",
  before: "2026-12-01",
  "size-over": "1.5",
  "size-under": "8",
  width: "3000",
  height: "2000",
};

describe("the form of filters", () => {
  it("writes what it reads, each field, and every part of it is understood", () => {
    expect(Object.keys(all)).toEqual(filterFields.map(({ id }) => id));
    const text = writeFields("", all);
    expect(parseQuery(text).map(({ kind }) => kind)).toEqual(filterFields.map(() => "filter"));
    expect(readFields(text)).toEqual(all);
    expect(writeFields(text, all)).toBe(text);
  });

  it.each(Object.entries(all))("%s alone", (id, value) => {
    expect(readFields(writeFields("", { [id]: value }))).toEqual({ [id]: value });
  });

  it("leaves words and what it has no field for, and takes away what is emptied", () => {
    const text = "harbour is:exposed tag:press -collection:Old ends:<24h width:<800 size:>500kb format:png";
    expect(readFields(text)).toEqual({ format: "png" });
    expect(writeFields(text, {})).toBe(text.replace(" format:png", ""));
    expect(writeFields(text, { is: "public" })).toBe(text.replace("format:png", "is:public"));
  });

  it.each([
    ["format", "format:jpeg format:png", "JPEG, PNG"],
    ["by", "by:anna by:ben", "anna, ben"],
    ["collection", 'collection:Autumn collection:"Old ones"', "Autumn, Old ones"],
  ])("keeps every alternative of %s unless another is chosen", (id, said, words) => {
    const text = `harbour ${said} width:>800`;
    expect(readFields(text)).toEqual({ [id]: several, width: "800" });
    expect(wordsOfAll(text, id)).toBe(words);
    expect(writeFields(text, readFields(text))).toBe(text);
    expect(writeFields(text, { [id]: several, width: "900" })).toBe(`harbour ${said} width:>900`);
    expect(writeFields(text, { width: "800" })).toBe("harbour width:>800");
    const other = id === "format" ? "webp" : "other";
    expect(writeFields(text, { [id]: other })).toBe(`harbour ${id}:${other}`);
  });

  it("replaces of two measures only the one that it showed", () => {
    const text = "width:>800 width:>900";
    expect(writeFields(text, readFields(text))).toBe(text);
    expect(writeFields(text, { width: "700" })).toBe("width:>700 width:>900");
    expect(writeFields(text, {})).toBe("width:>900");
  });

  it("keeps what is not a number or a day in the text, where the person is told", () => {
    expect(parseQuery(writeFields("", { width: "wide" }))[0]).toMatchObject({ kind: "unread" });
  });
});
