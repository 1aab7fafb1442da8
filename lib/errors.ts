/** Why something was refused or failed; the screens choose tone and next step by it. */
export type ErrorCode =
  | "SIGNED_OUT" // no session, or it ended
  | "FORBIDDEN" // the role does not allow it
  | "NOT_FOUND" // it is gone, or never was, or is not yours to see
  | "INVALID" // the input is wrong; `fields` says where
  | "CONFLICT" // somebody else was faster; nothing was changed
  | "LIMIT" // too much or too often; try later
  | "UPSTREAM" // Cloudflare refused or failed; nothing was changed here
  | "UNKNOWN_OUTCOME" // Cloudflare may or may not have done it; we will find out
  | "CONFIG" // a setting of this installation is missing or wrong
  | "UNEXPECTED"; // our bug

/** An error whose message may be shown: it says whose fault it is, what was kept, and what to do next. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: Record<string, string> | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; fields?: Record<string, string> } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.fields = options.fields;
  }
}

/** What every server action answers. */
export type ActionResult<T> =
  | { ok: true; data: T }
  | { ok: false; code: ErrorCode; message: string; fields?: Record<string, string> };
