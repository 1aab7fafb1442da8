import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseQuery } from "@/lib/images/query-language";
import { problemsOf } from "@/lib/query/language";
import { nameAsked, suggest } from "./suggestions";

const offers = {
  tags: ["autumn", "old cover", "press"],
  people: ["Li Wei", "Ines"],
  collections: ["Season 1", "Opening"],
  recent: ["red is:open"],
};
const labels = (text: string, caret = text.length) => suggest(text, caret, offers).map(({ label }) => label);

describe("suggestions", () => {
  it("start with what was asked lately, then with useful questions", () => {
    expect(labels("").slice(0, 2)).toEqual(["red is:open", "is:exposed"]);
  });

  it.each([
    ["is:ex", ["is:exposed"]],
    ["tag:o", ['tag:"old cover"']],
    ["red -tag:pr", ["-tag:press"]],
    ["by:", ["by:me", 'by:"Li Wei"', "by:Ines"]],
    ["collection:s", ['collection:"Season 1"']],
    ["ening", ["collection:Opening"]],
    ["si", ["size:"]],
    ["expo", ["is:exposed"]],
    ["autu", ["tag:autumn"]],
    ["nothing:", []],
    ["is:exposed", []],
    ["zzz", []],
  ])("for %s", (text, wanted) => expect(labels(text)).toEqual(wanted));

  it.each([
    ["tag:o", { of: "tag", value: "o" }],
    ['red -collection:"old c', { of: "collection", value: "old c" }],
    ["collection:", { of: "collection", value: "" }],
    ["red ope", { of: "either", value: "ope" }],
    ["r", null],
    ["is:o", null],
    ["", null],
  ])("of %s ask for names", (text, wanted) => expect(nameAsked(text, text.length)).toEqual(wanted));

  it("complete the piece at the caret and leave the rest alone", () => {
    expect(suggest("red is:ex shoe", 9, offers)[0]?.text).toBe("red is:exposed shoe");
    expect(suggest("ta", 2, offers)[0]?.text).toBe("tag:");
    expect(suggest('tag:"old c', 10, offers)[0]?.text).toBe('tag:"old cover" ');
  });

  it("are questions that can be read", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii", maxLength: 12 }), fc.nat(12), (text, caret) => {
        for (const { label } of suggest(text, Math.min(caret, text.length), offers))
          if (!label.endsWith(":") && label !== "red is:open")
            expect(problemsOf(parseQuery(label))).toEqual([]);
      }),
    );
  });
});
