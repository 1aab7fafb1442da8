import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Recipient } from "@/lib/contacts/schema";
import { distinctRecipients, parseRecipients } from "./parse-recipients";

const who = (name: string, address = "", organisation = ""): Recipient => ({ name, organisation, address });
const clara = who("Nyström, Clara", "clara@dn.se");
const tom = who("Tom", "tom@x.org");

describe("a pasted list", () => {
  it.each<[string, string, Recipient[]]>([
    ["mail program", '"Nyström, Clara" <clara@dn.se>; Tom <tom@x.org>', [clara, tom]],
    ["mail program, commas", '"Nyström, Clara" <clara@dn.se>, Tom <tom@x.org>', [clara, tom]],
    ["no quotation marks", "Nyström, Clara <clara@dn.se>; Tom <tom@x.org>;", [clara, tom]],
    ["no quotation marks, commas", "Nyström, Clara <clara@dn.se>, Tom <tom@x.org>", [clara, tom]],
    ["one a line", '"Nyström, Clara" <clara@dn.se>\r\n\r\n  Tom <tom@x.org>\r\n', [clara, tom]],
    ["lines that end in a separator", "Tom <tom@x.org>;\nAda <ada@x.org>;\n", [tom, who("Ada", "ada@x.org")]],
    [
      "addresses, semicolons",
      "a@x.org;b@x.org; c@x.org",
      ["a", "b", "c"].map((one) => who(`${one}@x.org`, `${one}@x.org`)),
    ],
    [
      "addresses, commas",
      "a@x.org, b@x.org,c@x.org",
      ["a", "b", "c"].map((one) => who(`${one}@x.org`, `${one}@x.org`)),
    ],
    ["addresses, spaces", "a@x.org b@x.org", ["a", "b"].map((one) => who(`${one}@x.org`, `${one}@x.org`))],
    [
      "angle brackets alone",
      "<a@x.org>, <mailto:tom@x.org>",
      [who("a@x.org", "a@x.org"), who("tom@x.org", "tom@x.org")],
    ],
    ["address before its name's place", "clara@dn.se <clara@dn.se>", [who("clara@dn.se", "clara@dn.se")]],
    ["single quotation marks", "'Tom' <tom@x.org>", [tom]],
    ["a quotation mark within", '"Tom ""the lens"" X" <tom@x.org>', [who('Tom "the lens" X', "tom@x.org")]],
    ["a quotation mark within, escaped", '"Tom \\"T\\" X" <tom@x.org>', [who('Tom "T" X', "tom@x.org")]],
    ["a quotation mark left open", '"Tom <tom@x.org>\nAda', [who('"Tom', "tom@x.org"), who("Ada")]],
    ["no brackets", "Tom tom@x.org", [tom]],
    [
      "spreadsheet",
      "Nyström, Clara\tDagens Bild\tclara@dn.se\nTom\t\ttom@x.org",
      [who("Nyström, Clara", "clara@dn.se", "Dagens Bild"), tom],
    ],
    [
      "spreadsheet, quoted cells",
      '"Nyström, Clara"\t"Dagens\nBild"\tclara@dn.se',
      [who("Nyström, Clara", "clara@dn.se", "Dagens Bild")],
    ],
    [
      "spreadsheet, a column of addresses",
      "a@x.org\nb@x.org",
      ["a", "b"].map((one) => who(`${one}@x.org`, `${one}@x.org`)),
    ],
    [
      "semicolons as columns",
      "Clara;Dagens Bild;clara@dn.se\nTom;X;tom@x.org",
      [who("Clara", "clara@dn.se", "Dagens Bild"), who("Tom", "tom@x.org", "X")],
    ],
    [
      "a CSV with commas",
      '"Nyström, Clara",Dagens Bild,clara@dn.se\nTom,X,tom@x.org',
      [who("Nyström, Clara", "clara@dn.se", "Dagens Bild"), who("Tom", "tom@x.org", "X")],
    ],
    ["names, semicolons", "Ada; Bo;Cem", [who("Ada"), who("Bo"), who("Cem")]],
    [
      "a name, a house and a telephone",
      "Ada, Morning Post, +46 70 123 45 67",
      [who("Ada", "+46 70 123 45 67", "Morning Post")],
    ],
    [
      "more than there are fields for",
      "Ada, Morning Post, Culture",
      [who("Ada", "", "Morning Post, Culture")],
    ],
    ["an organisation behind", "Tom <tom@x.org>, Studio Z", [who("Tom", "tom@x.org", "Studio Z")]],
    [
      "hard spaces",
      "\u00a0Tom\u00a0Ek\u202f<tom@x.org>\u00a0\n\ufeffAda\u00a0",
      [who("Tom Ek", "tom@x.org"), who("Ada")],
    ],
    [
      "a table with headings, in an order of its own",
      "E-mail\tFirst name\tLast name\tCompany\nclara@dn.se\tClara\tNyström\tDagens Bild\ntom@x.org\tTom\t\t",
      [who("Clara Nyström", "clara@dn.se", "Dagens Bild"), tom],
    ],
    [
      "a CSV with headings, one of them strange",
      'Name,City,Email,Phone\n"Nyström, Clara",Malmö,clara@dn.se,\nAda,Lund,,+46 70 123 45 67',
      [who("Nyström, Clara", "clara@dn.se", "Malmö"), who("Ada", "+46 70 123 45 67", "Lund")],
    ],
    [
      "a table with more than its headings say",
      "Name;Address\nTom <tom@x.org>;\nAda;ada@x.org;Studio Z",
      [tom, who("Ada", "ada@x.org", "Studio Z")],
    ],
    ["a column with a heading", "Name\nAda\nBo", [who("Ada"), who("Bo")]],
    ["a heading and nobody", "Name\tEmail", [who("Name", "", "Email")]],
    ["people called like headings", "Ada, Mobile\nPerson", [who("Ada", "", "Mobile"), who("Person")]],
    ["nothing", "\n ,, \n;\t;\n\u00a0", []],
  ])("%s", (_, text, expected) => {
    expect(parseRecipients(text)).toEqual(expected);
  });

  const word = fc.stringMatching(/^[A-Za-zÅÄÖåäöé]{1,12}$/);
  const address = fc
    .tuple(fc.stringMatching(/^[a-z0-9.+_-]{1,12}$/), fc.stringMatching(/^[a-z]{2,8}$/))
    .map(([one, two]) => `${one}@${two}.example`);
  const person = fc.record({ last: word, first: word, address });

  it("is read as it was written, whatever parts it", () => {
    const between = fc.constantFrom("; ", ";", ", ", ",", "\n", "\r\n", ";\n", "\n\n", ",\u00a0");
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 20 }), between, (people, sign) => {
        const text = people.map(({ last, first, address }) => `"${last}, ${first}" <${address}>`).join(sign);
        expect(parseRecipients(text)).toEqual(
          people.map(({ last, first, address }) => who(`${last}, ${first}`, address)),
        );
      }),
    );
  });

  it("never breaks, never answers what a form would refuse, and loses no address", () => {
    const piece = fc.oneof(
      fc.constantFrom('"', "<", ">", ",", ";", "\t", "\n", "\r", " ", "\u00a0", "\\", "'", "@", '""'),
      fc.string({ maxLength: 8, unit: "binary" }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        for (const { name, organisation, address } of parseRecipients(pieces.join(""))) {
          expect(name.trim()).toBe(name);
          expect(name.length).toBeGreaterThan(0);
          expect([name.length > 200, organisation.length > 200, address.length > 254]).toEqual([
            false,
            false,
            false,
          ]);
        }
      }),
    );
    fc.assert(
      fc.property(
        fc.array(address, { minLength: 1, maxLength: 30 }),
        fc.constantFrom(",", ";", "\n", "\t", " "),
        (all, sign) => {
          expect(parseRecipients(all.join(sign)).map((one) => one.address)).toEqual(all);
        },
      ),
    );
  });

  it("of a hostile length is read in no time", () => {
    for (const sign of ['"', "<", '"<', "<@", "@ ", "a@ ", "\\", '"\\'])
      expect(parseRecipients(sign.repeat(20_000 / sign.length)).length).toBeGreaterThan(0);
  });
});

describe("somebody who stands in it twice", () => {
  it("is one recipient, and is named", () => {
    const rows = [
      tom,
      who("TOM", "Tom@x.org"),
      clara,
      who("clara@dn.se", "Clara@dn.se"),
      who("Ada"),
      who("Ada"),
    ];
    expect(distinctRecipients(rows)).toEqual({
      recipients: [tom, clara, who("Ada")],
      twice: ["TOM", "clara@dn.se", "Ada"],
    });
  });

  it("is two people when two share an address", () => {
    const rows = [who("Ada", "desk@x.org"), who("Bo", "desk@x.org")];
    expect(distinctRecipients(rows)).toEqual({ recipients: rows, twice: [] });
  });
});
