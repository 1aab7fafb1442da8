import { expect, it } from "vitest";
import { parseRecipientParams, recipientsHref } from "@/app/(dashboard)/links/recipients/search-params";

it("keeps what the address says, and lets nonsense fall back", () => {
  const cursor = "0198c2a0-0000-7000-8000-000000000000";
  expect(parseRecipientParams({ q: [" Elle ", "Vogue"], cursor })).toEqual({ q: "Elle", cursor });
  expect(parseRecipientParams({ q: "x".repeat(300), cursor: "'" })).toEqual({ q: "", cursor: undefined });
  expect(recipientsHref(parseRecipientParams({}))).toBe("/links/recipients");
  expect(recipientsHref({ q: "Åsa & co", cursor })).toBe(
    `/links/recipients?q=%C3%85sa+%26+co&cursor=${cursor}`,
  );
});
