import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chosenEnd, localValue, proposedEnd } from "./link-end";

const now = new Date("2026-11-24T10:00:00Z");

describe("the end of a link", () => {
  it("counts a preset from now", () => {
    expect(chosenEnd({ preset: "journalist" }, now)).toEqual(new Date("2026-11-26T10:00:00Z"));
  });

  it("reads a local time in the reader's zone, whatever its offset", () => {
    // The tests run in Kathmandu: UTC+5:45.
    expect(chosenEnd({ local: "2026-11-27T09:00" }, now)).toEqual(new Date("2026-11-27T03:15:00Z"));
  });

  it("is nothing while the field is empty or half filled", () => {
    expect(chosenEnd({ local: "" }, now)).toBeNull();
    expect(chosenEnd({ local: "2026-11-" }, now)).toBeNull();
  });

  it("writes the field back as it was read, to the minute", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(2000, 0), max: new Date(2100, 0), noInvalidDate: true }),
        (date) => {
          const minute = new Date(date);
          minute.setSeconds(0, 0);
          expect(chosenEnd({ local: localValue(date) }, now)).toEqual(minute);
        },
      ),
    );
  });

  it("proposes a morning", () => {
    expect(localValue(proposedEnd(now))).toBe("2026-11-27T09:00");
  });
});
