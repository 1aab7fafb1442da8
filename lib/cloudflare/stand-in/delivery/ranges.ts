import { Refusal } from "../replies.ts";

export type Slice = { start: number; end: number };

/**
 * The one slice that a `Range` header asks for; null: send the whole. Several ranges, other units and anything odd
 * get the whole picture, as the standard allows, so that no header can multiply the work.
 */
export function sliceOf(range: string | undefined, bytes: number): Slice | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return null;
  const unsatisfiable = () =>
    new Refusal(416, 9424, "Range not satisfiable", { "content-range": `bytes */${bytes}` });
  if (first === "") {
    if (Number(last) === 0) throw unsatisfiable();
    return { start: Math.max(0, bytes - Number(last)), end: bytes - 1 };
  }
  const start = Number(first);
  const end = last === "" ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (last !== "" && Number(last) < start) return null;
  if (start >= bytes) throw unsatisfiable();
  return { start, end };
}
