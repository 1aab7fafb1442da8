import { describe, expect, it } from "vitest";
import { filterWords } from "@/lib/links/filter-words";
import { filterKeys, kinds } from "@/lib/links/query-filters";
import {
  parseQuery,
  standingIn,
  withFilter,
  withoutMe,
  withoutPart,
  withStanding,
} from "@/lib/links/query-language";
import { isUnderstood, problemsOf, writeQuery } from "@/lib/query/language";

const filter = (key: string, value: string, not = false) => ({ kind: "filter", key, value, not });
const id = "018f0000-0000-7000-8000-00000000000a";

describe("a question to the ledger", () => {
  it.each([
    ["status:LIVE -status:dead", [filter("status", "live"), filter("status", "dead", true)]],
    ["mode:pages is:asked", [filter("mode", "gated"), filter("is", "asking")]],
    [`to:"Li Wei" to:${id.toUpperCase()}`, [filter("to", "Li Wei"), filter("to", id)]],
    ["variant:darkRoom2 key:default", [filter("variant", "darkRoom2"), filter("key", "default")]],
    ["ends:<24h ends:2026-12-02", [filter("ends", "<24h"), filter("ends", "2026-12-02")]],
    ["ends:>2026-12-02 by:ME", [filter("ends", ">2026-12-02"), filter("by", "me")]],
  ])("%s", (text, parts) => {
    expect(parseQuery(text)).toEqual(parts);
    expect(problemsOf(parseQuery(text))).toEqual([]);
  });

  it.each([
    ["status:alive", /Write status: with live/],
    ["ends:soon", /Write ends:<24h/],
    ["ends:<2026-02-30", /Write ends:<24h/],
    ["-ends:<24h", /minus/],
    ["variant:a-b", /Write variant:/],
    ["tag:press", /“tag:” is no filter/],
  ])("says what is wrong with %s", (text, message) => {
    const parts = parseQuery(`nora ${text}`);
    expect(problemsOf(parts)).toEqual([{ text, message: expect.stringMatching(message) }]);
    expect(isUnderstood(parts)).toBe(text.startsWith("tag:"));
    expect(writeQuery(parts)).toBe(`nora ${text}`);
  });

  it("has one standing in place of another, and leaves what is excluded", () => {
    expect(withStanding("nora status:live -status:dead", "open")).toBe("nora -status:dead is:open");
    expect(withStanding("nora is:open is:asking", "ended")).toBe("nora is:asking status:ended");
    expect(withStanding("status:live", "")).toBe("");
    expect(standingIn(parseQuery("nora is:open"))).toBe("open");
    expect(standingIn(parseQuery("status:live status:ending"))).toBe("");
    expect(standingIn(parseQuery("-status:live is:asking"))).toBe("");
  });

  it("is changed by choices as by typing", () => {
    expect(withFilter("nora by:Ines", "by", "Li Wei")).toBe('nora by:"Li Wei"');
    expect(withFilter("nora", "ends", "<2026-12-02")).toBe("nora ends:<2026-12-02");
    expect(withoutPart("nora by:me status:live", 1)).toBe("nora status:live");
    expect(withoutMe("-by:me nora by:Me", id)).toBe(`-by:${id} nora by:${id}`);
  });

  it.each([
    ["status:waiting", "Not started"],
    ["is:open", "Still opens"],
    [`to:${id}`, "For one recipient"],
    ["ends:<48h", "Ends within 48 hours"],
    ["ends:<2026-12-02", "Ends before 2 Dec 2026"],
    ["ends:2026-12-02", "Ends on 2 Dec 2026"],
  ])("%s reads %s", (text, words) => {
    const [part] = parseQuery(text);
    expect(part?.kind === "filter" && filterWords(part)).toBe(words);
  });

  it("offers values that it reads", () => {
    for (const key of filterKeys)
      for (const value of kinds[key].values)
        expect(parseQuery(`${key}:${value}`)).toEqual([filter(key, value)]);
  });
});
