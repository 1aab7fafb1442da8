import type { z } from "zod";
import type { ActionResult, ErrorCode } from "@/lib/errors";
import type { ImageCard, imageIdsSchema, UploadOutcome, UploadTicket } from "@/lib/images/schema";
import type { startUploadsSchema } from "@/lib/images/start-schema";

type Ids = z.input<typeof imageIdsSchema>;

/** The server actions of the dashboard that an upload needs; the layout passes them on. */
export type UploadActions = {
  startUploads(input: z.input<typeof startUploadsSchema>): Promise<ActionResult<UploadTicket[]>>;
  finishUploads(input: Ids): Promise<ActionResult<UploadOutcome[]>>;
  renewUploads(input: Ids): Promise<ActionResult<UploadTicket[]>>;
  cancelUploads(input: Ids): Promise<ActionResult<UploadOutcome[]>>;
  listUnfinished(input: Record<string, never>): Promise<ActionResult<ImageCard[]>>;
  settleDue(input: { limit: number }): Promise<ActionResult<UploadOutcome[]>>;
};

/** Beside what the server says: it could not be asked, or it is another version than this page. */
export type CallCode = ErrorCode | "UNREACHABLE" | "STALE";
export type CallFailure = { code: CallCode; message: string; fields?: Record<string, string> };
export type CallResult<T> = { ok: true; data: T } | ({ ok: false } & CallFailure);

/** An action that takes longer has died on the way; the next one would wait behind it. */
const patience = 90_000;

/** Calls an action and never throws. `isStale` knows the error of a page that is older than the server. */
export async function call<T>(
  run: () => Promise<ActionResult<T>>,
  isStale: (error: unknown) => boolean,
): Promise<CallResult<T>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The server did not answer in time.")), patience);
  });
  try {
    return await Promise.race([run(), tooLate]);
  } catch (error) {
    if (isStale(error))
      return {
        ok: false,
        code: "STALE",
        message:
          "Darkroom was updated. Reload the page; files that were not sent yet have to be chosen again.",
      };
    return {
      ok: false,
      code: "UNREACHABLE",
      message: "Darkroom's server cannot be reached. Nothing is lost; check your connection.",
    };
  } finally {
    clearTimeout(timer);
  }
}
