import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFoundAtStarts, searchPatterns, searchTextOf, sortNameOf } from "@/lib/images/search";

const finds = (name: string, question: string) => {
  const patterns = searchPatterns(question);
  return patterns?.every((pattern) => searchTextOf(name).includes(pattern)) ?? false;
};

describe("search text", () => {
  it.each([
    ["Été à Köln.JPG", " ete a koln jpg"],
    ["IMG_2034-red.jpg", " img 2034 red jpg"],
    ["ＡＢＣ ﬁn", " abc fin"],
    ["我的猫.png", " 我 的 猫 png"],
    ["Ⅷ ΟΔΟΣ", " viii οδοσ"],
    ["Größe, Ærø, Łódź", " grosse aero lodz"],
    ["--", ""],
  ])("of %s", (name, text) => expect(searchTextOf(name)).toBe(text));

  it.each(["at", "23", "Øl", "a-b"])("of %s is found where a word begins, and that is told", (term) => {
    expect(isFoundAtStarts(term)).toBe(true);
    expect(finds(`on ${term}`, term)).toBe(true);
    expect(finds(`x${term}`, term)).toBe(false);
  });

  it.each(["cat", "123", "猫", "我的", "--", ""])("of %s is found anywhere or not at all", (term) => {
    expect(isFoundAtStarts(term)).toBe(false);
  });

  it("needs no escaping in a pattern", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const pattern of searchPatterns(text) ?? []) expect(pattern).not.toMatch(/[%_\\]/);
        expect(searchTextOf(text)).toMatch(/^( [\p{L}\p{N}]+)*$/u);
      }),
    );
  });
});

describe("a question", () => {
  it.each([
    ["red-shoe.jpg", "shoe", true],
    ["red-shoe.jpg", "HOE", true],
    ["red-shoe.jpg", "shoe red", true],
    ["red-shoe.jpg", "shoe blue", false],
    ["red-shoe.jpg", "re", true],
    ["red-shoe.jpg", "ed", false],
    ["red-shoe.jpg", "d-shoe", true],
    ["red_shoe.jpg", "red-shoe", true],
    ["我的猫.png", "的猫", true],
    ["我的猫.png", "猫", true],
    ["été.jpg", "ETE", true],
    ["anything", "", true],
    ["anything", "% _", false],
    ["100 percent", "%", false],
  ])("%s is found by %s: %s", (name, question, found) => expect(finds(name, question)).toBe(found));

  it("finds a name by any part of it with three letters or digits in a row", () => {
    const word = fc.stringMatching(/^[a-zA-Z0-9äÖüßéÈñçøåйЖяπΣς]{3,12}$/u);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        fc.nat(),
        (words, which, from) => {
          const picked = [...(words[which % words.length] ?? "")];
          const start = from % (picked.length - 2);
          expect(finds(words.join("-"), picked.slice(start, start + 3).join(""))).toBe(true);
        },
      ),
    );
  });
});

it("names sort without case and accents, numbers by value", () => {
  const names = ["img 10", "IMG_2", "Äpfel", "apfel 2", "zebra"];
  const sorted = [...names].sort((a, b) => (sortNameOf(a) < sortNameOf(b) ? -1 : 1));
  expect(sorted).toEqual(["Äpfel", "apfel 2", "IMG_2", "img 10", "zebra"]);
});
