import {
  Ban,
  CalendarClock,
  CircleSlash,
  Globe,
  Hourglass,
  Link2,
  Pause,
  TimerOff,
  Unlink,
} from "lucide-react";
import { badgeVariants } from "@/components/ui/badge";
import { cn } from "@/lib/cn";
import type { LinkStatus as Status } from "@/lib/links/schema";

/** How each status of a link looks and what it means. */
export const linkLooks = {
  live: { word: "Live", icon: Link2, tone: "sealed", hint: "It opens the picture until its end" },
  ending: { word: "Ending soon", icon: Hourglass, tone: "ending", hint: "Within its last two hours" },
  waiting: { word: "Not started", icon: CalendarClock, tone: "neutral", hint: "Its start is yet to come" },
  paused: { word: "Paused", icon: Pause, tone: "ending", hint: "It opens nothing until it is resumed" },
  used: { word: "Used up", icon: CircleSlash, tone: "neutral", hint: "Opened as often as it may be" },
  ended: { word: "Ended", icon: TimerOff, tone: "neutral", hint: "Its end has passed" },
  revoked: { word: "Revoked", icon: Ban, tone: "neutral", hint: "Taken back before its end" },
  dead: { word: "Dead", icon: Unlink, tone: "neutral", hint: "Its signing key or its image is gone" },
  moot: {
    word: "Moot",
    icon: Globe,
    tone: "open",
    hint: "The image became open, so the link protects nothing",
  },
} as const satisfies Record<
  Status,
  { word: string; icon: typeof Ban; tone: "sealed" | "ending" | "neutral" | "open"; hint: string }
>;

/** What a link can still do, in a word; `reason` says why it is not simply live. */
export function LinkStatus({
  status,
  reason,
  className,
}: {
  status: Status;
  reason?: string | null;
  className?: string;
}) {
  const { word, icon: Icon, tone, hint } = linkLooks[status];
  return (
    <span title={reason ?? `${hint}.`} className={cn(badgeVariants({ tone }), className)}>
      <Icon aria-hidden />
      <span className={status === "revoked" ? "line-through" : undefined}>{word}</span>
      {reason && <span className="sr-only">: {reason}</span>}
    </span>
  );
}
