import "server-only";
import { db } from "@/lib/db";

/** Whether the ledger can be asked at all: without it nothing of a gated link can be known, and nothing is shown. */
export async function ledgerAnswers(): Promise<boolean> {
  try {
    await db().$queryRaw`SELECT 1 FROM "Link" LIMIT 1`;
    return true;
  } catch {
    return false;
  }
}

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>Private pictures</title>
<style>
:root { color-scheme: light dark; --ground: #faf9f7; --text: #24201d; --quiet: #5f5851; --line: #e3ded9 }
@media (prefers-color-scheme: dark) { :root { --ground: #12100f; --text: #ece8e3; --quiet: #a39c94; --line: #2c2826 } }
body { margin: 0; min-height: 100dvh; display: flex; flex-direction: column; background: var(--ground); color: var(--text);
  font: 16px/1.75 ui-sans-serif, system-ui, sans-serif }
main { flex: 1; display: grid; align-content: center; gap: .75rem; width: min(28rem, 100% - 2rem); margin: 0 auto; padding: 2.5rem 0 }
h1 { margin: 0; font-size: 1.5rem; line-height: 2rem; font-weight: 600; letter-spacing: -.02em }
p { margin: 0; color: var(--quiet) }
footer { border-top: 1px solid var(--line); padding: 1.25rem 1rem; font-size: .75rem; color: var(--quiet); text-align: center }
</style>
</head>
<body>
<main>
<h1>The pictures cannot be shown at this moment</h1>
<p>The fault is on our side, and nothing about your link has changed. Load the page again in a minute.</p>
</main>
<footer>Darkroom</footer>
</body>
</html>
`;

/** What a recipient reads while the ledger cannot be asked: closed, in words, without script or a font of ours. */
export function awayPage(): Response {
  return new Response(page, {
    status: 503,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "private, no-store",
      "referrer-policy": "no-referrer",
      "retry-after": "60",
    },
  });
}
