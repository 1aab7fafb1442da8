import { describe, expect, it } from "vitest";
import { readAnswer } from "@/components/upload/post-file";
import { tally, type UploadItem, type UploadState } from "@/components/upload/upload-item";
import { createInbox } from "@/components/upload/upload-room";
import { describePill, describeSkipped, describeTotals } from "@/components/upload/upload-words";
import { visibleRows } from "@/components/upload/visible-rows";

let serial = 0;
function item(state: UploadState, over: Partial<UploadItem> = {}): UploadItem {
  serial += 1;
  const exposure = state === "done" ? ("sealed" as const) : null;
  return {
    id: `i${serial}`,
    name: "a.jpg",
    folder: "",
    bytes: 1,
    private: true,
    state,
    progress: 0,
    imageId: null,
    twin: null,
    exposure,
    note: null,
    remedy: null,
    holdsLocation: false,
    thumb: null,
    earlier: false,
    hasFile: true,
    ...over,
  };
}
const times = (count: number, state: UploadState, over?: Partial<UploadItem>) =>
  Array.from({ length: count }, () => item(state, over));

describe("the totals", () => {
  it.each([
    [
      [...times(37, "done"), ...times(2, "refused"), item("uploading")],
      "37 of 40 sealed, 2 refused, 1 uploading",
    ],
    [times(40, "done"), "40 sealed"],
    [[...times(3, "done"), item("done", { exposure: "open" })], "3 of 4 sealed, 1 open"],
    [times(2, "done", { exposure: "exposed" }), "2 exposed"],
    [times(3, "waiting"), "0 of 3 sealed, 3 waiting"],
    [[item("done"), item("cancelled")], "1 sealed, 1 cancelled"],
    [times(2, "cancelled"), "2 cancelled"],
    [[item("done"), item("known"), item("kept")], "1 of 3 sealed, 2 already here"],
    [times(2, "known"), "2 already here"],
    [[item("done"), item("confirming"), item("measuring")], "1 of 3 sealed, 2 confirming"],
  ])("read %#", (items, sentence) => {
    expect(describeTotals(tally(items))).toBe(sentence);
  });

  it("progress runs from nothing to all and problems hold nobody up", () => {
    expect(tally(times(3, "waiting")).progress).toBe(0);
    expect(tally([item("uploading", { progress: 1 }), item("waiting")]).progress).toBeCloseTo(0.4);
    expect(tally([...times(2, "done"), item("refused"), item("failed"), item("cancelled")]).progress).toBe(1);
  });
});

describe("the pill", () => {
  it.each([
    [[item("done"), item("uploading")], "Uploading, 1 of 2 through"],
    [[item("refused"), item("uploading")], "Uploading, 1 of 2 through; 1 needs you"],
    [[item("done"), item("measuring")], "Finishing, 1 of 2 through"],
    [[item("done"), ...times(2, "missing")], "1 of 3 sealed, 2 never arrived"],
    [times(4, "done"), "4 sealed"],
  ])("reads %#", (items, sentence) => {
    expect(describePill(tally(items))).toBe(sentence);
  });
});

describe("what was left out", () => {
  const none = { junk: 0, unreadable: 0, stopped: false, repeated: 0 };
  it.each([
    [none, null],
    [{ ...none, junk: 1 }, "Skipped 1 system file."],
    [{ ...none, repeated: 2, junk: 3 }, "Skipped 2 files already in the list and 3 system files."],
    [{ ...none, stopped: true }, "That was more than one queue holds; drop the rest when this is through."],
  ])("reads %#", (walked, sentence) => {
    expect(describeSkipped(walked)).toBe(sentence);
  });
});

describe("a long list", () => {
  it("shows all of 300", () => {
    expect(visibleRows(times(300, "waiting"), { onlyProblems: false })).toMatchObject({ hidden: 0 });
  });
  it("keeps the first 200, problems and what moves, and counts the rest", () => {
    const items = [...times(250, "done"), item("failed"), item("uploading"), ...times(400, "waiting")];
    const { rows, hidden } = visibleRows(items, { onlyProblems: false });
    expect(rows).toHaveLength(202);
    expect(hidden).toBe(450);
  });
  it("filters to problems", () => {
    const items = [...times(400, "done"), item("failed"), item("missing"), item("refused")];
    expect(visibleRows(items, { onlyProblems: true })).toMatchObject({ hidden: 0, rows: { length: 3 } });
  });
});

describe("Cloudflare's answer to a post", () => {
  it.each([
    [200, '{"success":true}', "accepted"],
    [415, "ERROR 5455: Uploaded image must have image/jpeg content-type", "refused"],
    [413, "too large", "refused"],
    [400, '{"success":false,"errors":[{"code":5443,"message":"frames"}]}', "refused"],
    [409, '{"success":false,"errors":[{"code":5409,"message":"Resource already exists"}]}', "lost"],
    [503, "", "lost"],
    [404, "ERROR 5404: Image not found", "lost"],
  ])("%i %s is %s", (status, text, kind) => {
    expect(readAnswer(status, text).kind).toBe(kind);
  });
});

describe("the inbox", () => {
  it("keeps letters until somebody reads, in order, and delivers each once", () => {
    const inbox = createInbox<number>();
    inbox.put(1);
    inbox.put(2);
    const read: number[] = [];
    const stop = inbox.read((letter) => void read.push(letter));
    inbox.put(3);
    stop();
    inbox.put(4);
    inbox.read((letter) => void read.push(letter * 10));
    expect(read).toEqual([1, 2, 3, 40]);
  });
});
