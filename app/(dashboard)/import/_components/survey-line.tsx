import { ScanEye } from "lucide-react";
import { formatCount } from "@/lib/format";
import type { Survey } from "@/lib/import/schema";

/** What of the imported is still to be measured, and what that means until then. */
export function SurveyLine({ survey: { untried, unread, capped } }: { survey: Survey }) {
  const count = (n: number) => `${capped ? "at least " : ""}${formatCount(n, "image")}`;
  return (
    <section aria-label="Measuring" className="flex gap-3 rounded-xl border bg-card px-4 py-3.5 text-sm">
      <ScanEye aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
      <div className="grid gap-1">
        <p className="font-medium">Measuring what was brought in</p>
        {untried > 0 && (
          <p className="text-muted-foreground">
            {count(untried)} marked private {untried === 1 ? "was" : "were"} not asked for without a signature
            yet, and {untried === 1 ? "counts" : "count"} as unknown until that was refused.
          </p>
        )}
        {unread > 0 && (
          <p className="text-muted-foreground">
            Type, size and fingerprint of {count(unread)} are not known yet: originals are read a few at a
            time, within Cloudflare's rate limit. It goes on by itself, faster while this screen is open.
          </p>
        )}
      </div>
    </section>
  );
}
