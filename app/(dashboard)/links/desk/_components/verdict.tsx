import {
  BadgeCheck,
  Ban,
  CircleDashed,
  CircleHelp,
  DoorClosed,
  DoorOpen,
  Eye,
  EyeOff,
  Globe,
  Infinity as InfinityIcon,
  KeyRound,
  PencilLine,
  Scissors,
  ShieldX,
  Unlink,
} from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { Measured, Verdict } from "@/lib/leaks/schema";
import type { MeasuredItem } from "@/lib/revocation/schema";

type Look = {
  word: string;
  icon: typeof Ban;
  tone: "danger" | "ending" | "neutral" | "unknown" | "open" | "sealed" | "exposed";
};

const verdicts: Record<Verdict, Look> = {
  genuine: { word: "Genuine", icon: BadgeCheck, tone: "exposed" },
  endless: { word: "Genuine, no end", icon: InfinityIcon, tone: "danger" },
  page: { word: "From a screen here", icon: Eye, tone: "ending" },
  brief: { word: "From a gated link", icon: DoorOpen, tone: "exposed" },
  retired: { word: "Old key", icon: Unlink, tone: "neutral" },
  altered: { word: "Altered", icon: PencilLine, tone: "neutral" },
  cut: { word: "Cut off", icon: Scissors, tone: "unknown" },
  misspelled: { word: "Wrongly signed", icon: KeyRound, tone: "ending" },
  unsigned: { word: "Not signed", icon: CircleDashed, tone: "neutral" },
  forged: { word: "Forged", icon: ShieldX, tone: "neutral" },
  unchecked: { word: "Not checked", icon: CircleHelp, tone: "unknown" },
  gated: { word: "Gated link", icon: DoorClosed, tone: "exposed" },
  "no-gate": { word: "Unknown", icon: CircleHelp, tone: "neutral" },
  foreign: { word: "Not ours", icon: Globe, tone: "neutral" },
};

/** What an address is, in a word. */
export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  const { word, icon: Icon, tone } = verdicts[verdict];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {word}
    </Badge>
  );
}

type Answer = Measured["answer"] | MeasuredItem["answer"];
const answers: Record<Answer, Look & { hint: string }> = {
  served: { word: "Opens now", icon: Eye, tone: "danger", hint: "The delivery host sent the picture" },
  refused: { word: "Refused now", icon: EyeOff, tone: "sealed", hint: "The delivery host denied access" },
  absent: { word: "Gone", icon: EyeOff, tone: "sealed", hint: "The delivery host has no such image" },
  unreachable: {
    word: "No answer",
    icon: CircleHelp,
    tone: "unknown",
    hint: "The delivery host did not answer",
  },
  opens: { word: "Open now", icon: Eye, tone: "danger", hint: "Our own door lets anyone in" },
  asks: {
    word: "Open, asks first",
    icon: Eye,
    tone: "danger",
    hint: "Our own door lets in whoever presses its button, or knows its password",
  },
  closed: { word: "Refused now", icon: EyeOff, tone: "sealed", hint: "Our own door lets nobody new in" },
  "no-key": {
    word: "Not measurable",
    icon: CircleHelp,
    tone: "unknown",
    hint: "None of the keys that Darkroom knows made this address, so it cannot be tried",
  },
  "not-asked": { word: "Not tried", icon: Ban, tone: "neutral", hint: "Not an address at the delivery host" },
};

/** What the delivery host, or our own door, answered just now. */
export function AnswerBadge({ answer }: { answer: Answer }) {
  const { word, icon: Icon, tone, hint } = answers[answer];
  return (
    <Badge tone={tone} title={`${hint}.`}>
      <Icon aria-hidden />
      {word}
    </Badge>
  );
}
