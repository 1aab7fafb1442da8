import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export type EmptyArtKind = "prints" | "matches" | "quiet" | "closed";

/** Line drawings from a darkroom, in the neutrals of the theme; a touch of safelight where there is light. */
export function EmptyArt({ kind, className }: { kind: EmptyArtKind; className?: string }) {
  return (
    <svg
      viewBox="0 0 200 96"
      aria-hidden
      className={cn("h-24 w-50 fill-none stroke-input", className)}
      strokeWidth="1.5"
      strokeLinejoin="round"
      strokeLinecap="round"
    >
      {drawings[kind]}
    </svg>
  );
}

const sheet = "fill-card";
const ink = "stroke-muted-foreground";

const drawings: Record<EmptyArtKind, ReactNode> = {
  // Prints drying on a line; the middle one is still to come.
  prints: (
    <>
      <path d="M8 16c60 14 124 14 184 0" />
      <path d="m38 25 36 2-3 46-36-3z" className={sheet} />
      <path d="m38 61 12-12 9 8 6-5 8 9" />
      <path d="M83 28h36v46H83z" strokeDasharray="4 4" />
      <path d="m130 26 36-3 3 46-36 3z" className={sheet} />
      <path d="m132 60 10-11 9 9 5-4 12 9" />
      <path d="M56 21v9M101 23v9M148 20v9" className={ink} strokeWidth="3" />
    </>
  ),
  // A loupe over a contact sheet.
  matches: (
    <>
      <path d="M36 12h128v72H36z" className={sheet} />
      <path d="M46 22h24v20H46zM78 22h24v20H78zM110 22h24v20h-24zM142 22h12v20h-12zM46 54h24v20H46zM78 54h24v20H78zM110 54h24v20h-24zM142 54h12v20h-12z" />
      <circle cx="112" cy="50" r="21" className={cn(sheet, ink)} />
      <path d="m127 65 15 15" className={ink} strokeWidth="3" />
    </>
  ),
  // The safelight, on; nothing to do.
  quiet: (
    <>
      <path d="M100 2v18" />
      <path d="M82 32a18 18 0 0 1 36 0z" className="fill-safelight stroke-none" />
      <path d="M78 32h44" className={ink} strokeWidth="2" />
      <path d="m84 40-22 42h76l-22-42z" className="fill-safelight-soft stroke-none" />
      <path d="M40 82h120" />
      <path d="M84 82v-5h32v5" className={sheet} />
    </>
  ),
  // A door that is closed for now.
  closed: (
    <>
      <path d="M40 88h120" />
      <path d="M72 88V12h56v76" className={sheet} />
      <circle cx="117" cy="52" r="2.5" className={ink} />
      <path d="M92 4h16v5H92z" className="fill-safelight stroke-none" />
    </>
  ),
};
