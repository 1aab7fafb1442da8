import { expect, it } from "vitest";
import { isZone, startOfDay } from "@/lib/zone";

it.each([
  ["2026-12-02", "UTC", "2026-12-02T00:00:00.000Z"],
  ["2026-12-02", "America/Los_Angeles", "2026-12-02T08:00:00.000Z"],
  ["2026-12-02", "Asia/Kathmandu", "2026-12-01T18:15:00.000Z"],
  ["2026-12-02", "Pacific/Kiritimati", "2026-12-01T10:00:00.000Z"],
  // The clocks change on that day, by day.
  ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
  ["2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z"],
  ["2026-10-26", "Europe/Berlin", "2026-10-25T23:00:00.000Z"],
  // At midnight: the day begins at one, or twice.
  ["2026-09-06", "America/Santiago", "2026-09-06T04:00:00.000Z"],
  ["2026-11-01", "America/Havana", "2026-11-01T04:00:00.000Z"],
])("%s begins in %s at %s", (day, zone, at) => expect(startOfDay(day, zone).toISOString()).toBe(at));

it("the day after is one day of that zone later, not a day's hours", () => {
  expect(startOfDay("2026-10-25", "Europe/Berlin", 1).toISOString()).toBe("2026-10-25T23:00:00.000Z");
});

it.each([
  ["Europe/Berlin", true],
  ["UTC", true],
  ["", false],
  ["+02:00", false],
  ["Mars/Base", false],
])("%s is a zone: %s", (name, known) => expect(isZone(name)).toBe(known));
