import { AppError } from "@/lib/errors";

/** What Cloudflare said when it said no: HTTP status, its own code (0 when it gave none), and its text. */
export type Refusal = { status: number; code: number; text: string };

type Told = { refusal: Refusal; write: boolean; path: string };

const kept = "Nothing was changed.";
const tellOperator = "Ask whoever runs Darkroom to correct it.";

/**
 * Turns a refusal into an error for the person: whose fault it is, what was kept, what to do next.
 * Only Cloudflare's own codes count as "not there": a stray 404 from a wrong address proves nothing.
 */
export function refusalError({ refusal, write, path }: Told): AppError {
  const { status, code, text } = refusal;
  const cause = { path, status, code, text };
  if (code === 5404 || code === 5401)
    return new AppError("NOT_FOUND", `Cloudflare does not have it any more. ${kept}`, { cause });
  if (code === 5409)
    return new AppError("CONFLICT", `Cloudflare already has something of that name. ${kept}`, { cause });
  if (code === 5403)
    return new AppError(
      "CONFIG",
      `Cloudflare Images is not switched on for this account, or CLOUDFLARE_ACCOUNT_ID names another one. ${kept} Turn on Images in the Cloudflare dashboard, or correct the setting.`,
      { cause },
    );
  if (code === 7000 || code === 7003)
    return new AppError(
      "CONFIG",
      `Cloudflare does not know the account in CLOUDFLARE_ACCOUNT_ID. ${kept} ${tellOperator}`,
      { cause },
    );
  if (status === 401 || status === 403 || code === 10_000)
    return new AppError(
      "CONFIG",
      `Cloudflare did not accept the API token: it is wrong, has ended, or lacks the permission Cloudflare Images: ${write ? "Edit" : "Read"}. ${kept} Ask whoever runs Darkroom to replace CLOUDFLARE_API_TOKEN.`,
      { cause },
    );
  if (code === 5453)
    return new AppError(
      "LIMIT",
      `The Cloudflare account has reached a limit of its plan. ${kept} Delete what is not needed, or raise the plan in the Cloudflare dashboard.`,
      { cause },
    );
  const said = text ? `: ${text}` : "";
  return new AppError(
    "UPSTREAM",
    `Cloudflare refused this (${code || status})${said}. ${kept} If trying again does not help, tell your developer.`,
    { cause },
  );
}

/** Cloudflare asked us to slow down; `seconds` is how long it wants to be left alone. */
export function waitError(seconds: number): AppError {
  const wait =
    seconds < 90 ? `${Math.max(1, Math.ceil(seconds))} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return new AppError(
    "LIMIT",
    `Cloudflare is limiting how often we may ask. ${kept} Try again in ${wait.replace(/^1 (\w+)s$/, "1 $1")}.`,
    { cause: { waitSeconds: Math.ceil(seconds) } },
  );
}

/** No usable answer. A write may have happened all the same, and we must not say that it did not. */
export function lostError({ write, path, why }: { write: boolean; path: string; why: string }): AppError {
  const cause = { path, why };
  if (write)
    return new AppError(
      "UNKNOWN_OUTCOME",
      "Cloudflare did not answer, so it may or may not have done this. Darkroom will look again and show what is true; you need not repeat it.",
      { cause },
    );
  return new AppError("UPSTREAM", `Cloudflare cannot be reached just now. ${kept} Try again in a minute.`, {
    cause,
  });
}

/** The answer came, but not in a form that we know. */
export function oddAnswerError({
  write,
  path,
  why,
}: {
  write: boolean;
  path: string;
  why: string;
}): AppError {
  if (write) return lostError({ write, path, why });
  return new AppError(
    "UPSTREAM",
    `Cloudflare answered in a form that Darkroom does not understand. ${kept} Try again; if it stays, tell your developer.`,
    { cause: { path, why } },
  );
}

export function redirectError(path: string): AppError {
  return new AppError(
    "CONFIG",
    `The Cloudflare API address answers with a redirect, which is never followed. ${kept} Check CLOUDFLARE_API_URL.`,
    { cause: { path } },
  );
}

/** Text from outside, fit to be shown: one line, no control characters, short. */
export function plain(text: string): string {
  return text
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .slice(0, 200);
}
