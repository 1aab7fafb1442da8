import { formatCount } from "@/lib/format";
import type { Usage } from "@/lib/installation/schema";

/** Cloudflare's own count; it may take a moment, so it streams in. */
export async function UsageFact({ usage }: { usage: Promise<Usage> }) {
  const answer = await usage;
  if (!answer.ok) return <span className="text-danger">{answer.message}</span>;
  const { stored, allowed } = answer;
  return (
    <>
      {formatCount(stored)}{" "}
      <span className="text-muted-foreground">of {formatCount(allowed)} in the plan</span>
    </>
  );
}
