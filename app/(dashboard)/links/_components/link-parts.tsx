import Link from "next/link";
import { Time } from "@/components/time";
import { cn } from "@/lib/cn";
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
