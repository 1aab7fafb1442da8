import Link from "next/link";
import { Time } from "@/components/time";
import { cn } from "@/lib/cn";
import type { LinkRow } from "@/lib/links/schema";

/** The image by name, and a way to it while it is there. */
export function ImageName({ link, className }: { link: LinkRow; className?: string }) {
  if (!link.imageId)
    return <span className={cn("text-muted-foreground", className)}>{link.imageName} (deleted)</span>;
  return (
    <Link
      href={`/images/${link.imageId}`}
      prefetch={false}
      className={cn(
        "underline decoration-border-strong underline-offset-3 hover:decoration-current",
        className,
      )}
    >
      {link.imageName}
    </Link>
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
