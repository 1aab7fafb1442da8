import { expect, it } from "vitest";
import { parseRecipients } from "./parse-recipients";

it("reads a pasted list, whatever way it was written", () => {
  const text = `Clara Nyström <clara@dagensbild.example>
  "Ben Ek" <ben@example.test>

Ada, Morning Post, ada@post.example
solo@example.test
Zoë\tStudio Z`;
  expect(parseRecipients(text)).toEqual([
    { name: "Clara Nyström", organisation: "", address: "clara@dagensbild.example" },
    { name: "Ben Ek", organisation: "", address: "ben@example.test" },
    { name: "Ada", organisation: "Morning Post", address: "ada@post.example" },
    { name: "solo@example.test", organisation: "", address: "solo@example.test" },
    { name: "Zoë", organisation: "Studio Z", address: "" },
  ]);
  expect(parseRecipients("\n ,, \n")).toEqual([]);
});
