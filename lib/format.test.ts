import { describe, expect, it } from "vitest";
import {
  formatBriefEnd,
  formatBytes,
  formatCount,
  formatDateTime,
  formatDay,
  formatEnd,
  formatList,
  formatPixels,
  formatRelative,
  formatShortDateTime,
  formatTotal,
  zoneName,
} from "./format";

const now = new Date("2026-11-24T08:00:00Z");
const launch = new Date("2026-11-27T08:00:00Z");
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);

describe("dates", () => {
  it("are written with weekday, time and the reader's zone", () => {
    expect(formatDateTime(launch, { now, zone: "Europe/Berlin" })).toBe("Friday 27 Nov, 09:00 CET");
    expect(formatDateTime(launch, { now, zone: "UTC" })).toBe("Friday 27 Nov, 08:00 UTC");
    expect(formatDateTime(launch, { now, zone: "America/New_York" })).toBe("Friday 27 Nov, 03:00 EST");
  });
  it("move to the day of the zone, also by 45 minutes", () => {
    const lateEvening = new Date("2026-11-27T18:30:00Z");
    expect(formatDateTime(lateEvening, { now, zone: "Asia/Kathmandu" })).toBe(
      "Saturday 28 Nov, 00:15 GMT+5:45",
    );
  });
  it("name the year when it is another one in that zone", () => {
    const midnight = new Date("2026-12-31T23:30:00Z");
    expect(formatDay(midnight, { now, zone: "UTC" })).toBe("31 Dec");
    expect(formatDay(midnight, { now, zone: "Europe/Berlin" })).toBe("1 Jan 2027");
    expect(formatShortDateTime(midnight, { now, zone: "Europe/Berlin" })).toBe("1 Jan 2027, 00:30");
  });
  it("know summer time", () => {
    expect(zoneName(new Date("2026-07-01T00:00:00Z"), "Europe/Berlin")).toBe("CEST");
    expect(zoneName(new Date("2026-07-01T00:00:00Z"), "Europe/London")).toBe("BST");
  });
});

describe("distances", () => {
  it.each([
    [0, "just now"],
    [-59_000, "just now"],
    [30_000, "in less than a minute"],
    [60_000, "in 1 minute"],
    [-4 * 60_000, "4 minutes ago"],
    [47 * 3_600_000, "in 47 hours"],
    [48 * 3_600_000, "in 48 hours"],
    [72 * 3_600_000 - 1, "in 71 hours"],
    [3 * 86_400_000, "in 3 days"],
    [-90 * 86_400_000, "3 months ago"],
    [-800 * 86_400_000, "2 years ago"],
  ])("%i ms is %s", (distance, words) => expect(formatRelative(later(distance), now)).toBe(words));
  it("never promise more than is left", () => {
    expect(formatRelative(later(4 * 86_400_000 - 1), now)).toBe("in 3 days");
  });
  it.each([
    [59_999, "<1 min"],
    [12 * 60_000, "12 min"],
    [48 * 3_600_000 - 1, "47 h"],
    [71 * 3_600_000, "71 h"],
    [3 * 86_400_000, "3 d"],
    [90 * 86_400_000, "3 mo"],
    [800 * 86_400_000, "2 y"],
    [0, "ended"],
    [-3_600_000, "ended"],
  ])("an end %i ms away is brief: %s", (distance, words) =>
    expect(formatBriefEnd(later(distance), now)).toBe(words),
  );
  it("say whether an end has passed", () => {
    expect(formatEnd(launch, now)).toBe("ends in 3 days");
    expect(formatEnd(later(-2 * 3_600_000), now)).toBe("ended 2 hours ago");
  });
});

describe("numbers", () => {
  it("are grouped and take their noun", () => {
    expect(formatCount(1_234_567)).toBe("1,234,567");
    expect(formatCount(0, "image")).toBe("0 images");
    expect(formatCount(1, "image")).toBe("1 image");
    expect(formatCount(2, "entry", "entries")).toBe("2 entries");
    expect(formatPixels(12_000, 800)).toBe("12,000 × 800");
  });
  it("admit being a lower bound", () => {
    expect(formatTotal({ total: 10_000, capped: true }, "image")).toBe("more than 10,000 images");
    expect(formatTotal({ total: 1, capped: false }, "image")).toBe("1 image");
  });
  it.each([
    [0, "0 bytes"],
    [1, "1 byte"],
    [1023, "1,023 bytes"],
    [10_035, "9.8 kB"],
    [10 * 1024 * 1024, "10 MB"],
    [1_048_000, "1 MB"],
    [345 * 1024 * 1024, "345 MB"],
    [5 * 1024 ** 4, "5 TB"],
  ])("%i is %s", (bytes, words) => expect(formatBytes(bytes)).toBe(words));
});

it("lists names and counts the rest", () => {
  expect(formatList([])).toBe("");
  expect(formatList(["thumb"])).toBe("thumb");
  expect(formatList(["thumb", "card"])).toBe("thumb and card");
  expect(formatList(["thumb", "card", "hero", "wide"])).toBe("thumb, card and 2 more");
});
