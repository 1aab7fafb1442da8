import { describe, expect, it } from "vitest";
import type { AuditEvent } from "@/lib/audit/schema";
import type { LinkRow } from "@/lib/links/schema";
import { timelineEntries } from "./timeline-entries";

const event = (action: AuditEvent["action"], details: AuditEvent["details"] = {}, at = 0): AuditEvent => ({
  id: `${at}`,
  at: new Date(at),
  action,
  actorName: "Ada",
  subjectType: "image",
  subjectId: "1",
  subjectName: "beach.jpg",
  details,
  address: "",
  client: "",
});
const told = (...args: Parameters<typeof event>) => {
  const [entry] = timelineEntries([event(...args)], []);
  return [entry?.did, entry?.more].filter(Boolean).join(" / ");
};

describe("the story of an image", () => {
  it("says what was asked and what was found", () => {
    expect(told("image.made-public", { step: "asked" })).toBe("asked Cloudflare to make it public");
    expect(told("image.made-private", { step: "confirmed", probe: "refused" })).toBe(
      "made it private / an unsigned request was refused",
    );
    expect(told("image.measured", { bytes: 2048, probe: "refused" })).toBe(
      "measured it / 2 kB, an unsigned request was refused",
    );
  });

  it("names what was edited, and reads only plain values", () => {
    expect(told("image.edited", { changed: ["name", "tags"], nameBefore: "a.jpg" })).toBe(
      "changed its name and tags / it was named a.jpg",
    );
    expect(told("image.upload-failed", { reason: { nested: true } })).toBe("saw its upload fail");
  });

  it("falls back to the general words", () => {
    expect(told("account.checked")).toBe("checked the account this image");
  });

  it("puts links where they happened, newest first", () => {
    const link = {
      id: "l",
      createdAt: new Date(5),
      issuedBy: "Ben",
      recipient: "Press",
      variantIds: ["public"],
    } as LinkRow;
    const entries = timelineEntries([event("image.received", {}, 9), event("image.measured", {}, 1)], [link]);
    expect(entries.map(({ who }) => who)).toEqual(["Ada", "Ben", "Ada"]);
  });
});
