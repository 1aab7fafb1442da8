import { expect, it } from "vitest";
import { inWords, labelOf, originOf, valueInWords } from "@/app/(dashboard)/activity/in-words";
import { auditActions } from "@/lib/audit/schema";
import { browserOf } from "@/lib/client-name";

const event = {
  action: "image.edited",
  details: {},
  subjectName: "Boat",
  subjectType: "image",
  subjectId: "i1",
  actorName: "Ada",
} as const;
const read = (changes: object) => {
  const { before, subject, after } = inWords({ ...event, ...changes } as Parameters<typeof inWords>[0]);
  return [before, subject, after].filter(Boolean).join(" ");
};

const sentences: [object, string][] = [
  [{}, "edited Boat"],
  [{ action: "image.made-public", details: { step: "asked" } }, "asked Cloudflare to make Boat public"],
  [{ action: "image.made-private", details: { step: "confirmed" } }, "made Boat private"],
  [
    { action: "person.role-changed", subjectName: "Ines", details: { from: "viewer", to: "editor" } },
    "changed the role of Ines from viewer to editor",
  ],
  [{ action: "session.started", subjectType: "person", subjectName: "Ada" }, "signed in"],
  [
    { action: "person.password-changed", subjectType: "person", subjectName: "Ada" },
    "changed their own password",
  ],
  [
    { action: "variant.opened", subjectType: "variant", subjectName: "thumb" },
    "made the variant thumb always public",
  ],
  [{ action: "image.resealed", details: { step: "swapped" } }, "re-sealed Boat"],
  [
    { action: "image.resealed", details: { step: "measured" } },
    "measured that the old address is refused of Boat",
  ],
  [
    { action: "key.leaving", subjectType: "key", subjectName: "default" },
    "lets default leave when its last link has ended",
  ],
  [{ action: "leak.examined", subjectType: "account" }, "examined leaked addresses"],
  [{ action: "account.checked", subjectType: "account" }, "checked the account"],
  [{ action: "something.newer" }, "something.newer Boat"],
];

it.each(sentences)("%j reads as a sentence", (changes, sentence) => expect(read(changes)).toBe(sentence));

it.each([
  ["created", "create the variant thumb"],
  ["changed", "change the variant thumb"],
  ["opened", "make the variant thumb always public"],
  ["closed", "make the variant thumb private again"],
  ["deleted", "delete the variant thumb"],
])("that a variant was asked to be %s is no claim that it was", (verb, what) => {
  const asked = { subjectType: "variant", subjectName: "thumb", details: { step: "asked" } };
  expect(read({ ...asked, action: `variant.${verb}` })).toBe(`asked Cloudflare to ${what}`);
});

it("has words for every action", () => {
  for (const action of Object.keys(auditActions)) expect(read({ action })).toMatch(/^[a-z]/);
});

it("leads to what it is about, unless that is gone", () => {
  expect(inWords(event).href).toBe("/images/i1");
  expect(inWords({ ...event, action: "image.deleted" }).href).toBeNull();
});

it("reads details and browsers", () => {
  expect(labelOf("expiresAt")).toBe("Expires at");
  expect([valueInWords(true), valueInWords([]), valueInWords(["a", 1]), valueInWords({ a: 1 })]).toEqual([
    "yes",
    "none",
    "a, 1",
    '{"a":1}',
  ]);
  expect(browserOf("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0")).toBe(
    "Firefox on Windows",
  );
  expect(
    browserOf("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140"),
  ).toBe("Edge on Linux");
  expect(browserOf("schedule")).toBe("the schedule");
});

it("names the person for whom the schedule or a job goes on", () => {
  const from = (actorName: string, client: string, address = "") => originOf({ actorName, client, address });
  expect(from("Darkroom", "schedule")).toBe("the schedule");
  expect(from("Ines Aldovar", "schedule")).toBe("work begun by Ines Aldovar");
  expect(from("Ines Aldovar", "job")).toBe("work begun by Ines Aldovar");
  expect(from("Ines Aldovar", "", "192.0.2.7")).toBe("192.0.2.7");
});
