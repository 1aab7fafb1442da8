import { formatCount } from "@/lib/format";

/** What an import is, for whoever does it once in their life. */
export function HowItWorks({ pages }: { pages: number }) {
  return (
    <section aria-labelledby="how" className="grid gap-3 border-t pt-6 text-sm">
      <h2 id="how" className="font-semibold">
        What an import does
      </h2>
      <ul className="grid gap-2 text-muted-foreground sm:grid-cols-2 sm:gap-x-8">
        <li>
          It reads the account's list and makes a row for each image that Darkroom does not know: with its
          file name, the time it was stored, and its flag as Cloudflare holds it. Nothing changes at
          Cloudflare.
        </li>
        <li>
          A page holds a thousand images
          {pages > 0 && `, so this account costs ${formatCount(pages, "request")}`}. It can be paused, and
          goes on by itself when this screen is closed or a server stops. Drafts are in no list and are left
          alone.
        </li>
        <li>
          What is private counts as unknown until Darkroom asked for it without a signature and was refused.
          Images that Darkroom once uploaded get back the row they had.
        </li>
        <li>
          An image whose id somebody chose can never be private at Cloudflare. It comes in as open, and its
          page offers to copy it to an id of Cloudflare's own, which can.
        </li>
      </ul>
    </section>
  );
}
