import { Undo2 } from "lucide-react";
import Link from "next/link";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/format";
import type { LinkRow } from "@/lib/links/schema";

/** The image by name, and a way to it while it is there. */
export function ImageName({ link, className }: { link: LinkRow; className?: string }) {
  if (!link.imageId)
    return <span className={cn("text-muted-foreground", className)}>{nameOf(link)} (deleted)</span>;
  return (
    <Link
      href={`/images/${link.imageId}`}
      prefetch={false}
      className={cn(
        "underline decoration-border-strong underline-offset-3 hover:decoration-current",
        className,
      )}
    >
      {nameOf(link)}
    </Link>
  );
}

/** "Harbour at dawn", or "Harbour at dawn and 5 more". */
export const nameOf = ({ imageName, images }: LinkRow): string =>
  images > 1 ? `${imageName} and ${images - 1} more` : imageName;

/** The entry, by who it is for. */
export function Recipient({ link }: { link: LinkRow }) {
  return (
    <Link
      href={`/links/${link.id}`}
      prefetch={false}
      className="rounded-sm underline decoration-transparent underline-offset-3 hover:decoration-current"
    >
      {link.recipient}
    </Link>
  );
}

/** To the desk, which counts every way to take it back; nothing where there is nothing left to take. */
export function TakeBack({ link, iconOnly = false }: { link: LinkRow; iconOnly?: boolean }) {
  if (link.stop.level === 0) return null;
  const label = `Take back the link for ${link.recipient}`;
  return (
    <Button
      asChild
      variant="ghost"
      size={iconOnly ? "icon-sm" : "sm"}
      title={iconOnly ? "Take back" : undefined}
    >
      <Link href={`/links/desk/${link.id}`} prefetch={false} aria-label={label}>
        <Undo2 aria-hidden />
        {!iconOnly && "Take back"}
      </Link>
    </Button>
  );
}

/** The ticked boxes in the page are the selection. */
export function LinkBox({ link }: { link: LinkRow }) {
  return (
    <Checkbox
      data-link=""
      value={link.id}
      autoComplete="off"
      aria-label={`Select the link for ${link.recipient}`}
    />
  );
}

/** What is known of a gated link's openings; nobody can count those of a direct one. */
export function Opens({ link: { mode, opens, maxOpens } }: { link: LinkRow }) {
  if (mode === "direct") return null;
  return (
    <span className="mt-0.5 block text-meta text-muted-foreground">
      Opened {maxOpens === null ? formatCount(opens, "time") : `${opens} of ${formatCount(maxOpens, "time")}`}
    </span>
  );
}

/** Whether it can still open something. */
export const isRunning = ({ status }: LinkRow): boolean => ["live", "ending", "moot"].includes(status);

export function Ends({ link }: { link: LinkRow }) {
  return (
    <>
      <Time
        value={link.endsAt}
        show="absolute"
        className={cn("block", !isRunning(link) && "text-muted-foreground")}
      />
      <Time
        value={link.endsAt}
        show="relative"
        className={cn(
          "block text-meta",
          link.status === "ending" ? "font-medium text-ending" : "text-muted-foreground",
        )}
      />
    </>
  );
}
