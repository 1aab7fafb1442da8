import { Undo2 } from "lucide-react";
import Link from "next/link";
import { MeterBar } from "@/components/meter-bar";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import type { LinkEntry } from "@/lib/links/schema";

/** What can still be stopped and by when, and the way to the desk, which counts whom else it would touch. */
export function EntryMeter({ link, mayExamine }: { link: LinkEntry; mayExamine: boolean }) {
  const { level, word } = link.stop;
  return (
    <section aria-label="What can still be stopped" className="grid gap-2.5 rounded-lg border bg-card p-3.5">
      <MeterBar level={level} sentence={word} />
      {level === 1 && (
        <p className="text-meta text-muted-foreground">
          A direct link cannot be recalled alone. It opens until <Time value={link.endsAt} />; before that
          only re-sealing or deleting its images, or deleting its signing key, stops it.
        </p>
      )}
      {level === 3 && (
        <p className="text-meta text-muted-foreground">
          Each visit asks Darkroom: from the moment it is revoked or paused, nobody gets in. It ends by itself{" "}
          <Time value={link.endsAt} />.
        </p>
      )}
      {level > 0 && mayExamine && (
        <Button asChild size="sm" className="justify-self-start">
          <Link href={`/links/desk/${link.id}`} prefetch={false}>
            <Undo2 aria-hidden />
            Take back
          </Link>
        </Button>
      )}
    </section>
  );
}
