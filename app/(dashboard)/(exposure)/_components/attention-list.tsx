import {
  ChevronRight,
  CircleDashed,
  CircleX,
  Cloud,
  CloudAlert,
  Eye,
  Globe,
  Hourglass,
  KeyRound,
  ShieldAlert,
  Trash2,
  Unlink,
  Upload,
} from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/empty-state";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import type { AttentionItem } from "@/lib/exposure/schema";

const icons: Record<AttentionItem["kind"], typeof Eye> = {
  "always-public": Eye,
  "served-unsigned": ShieldAlert,
  "key-alarm": KeyRound,
  "key-vanished": Unlink,
  "key-found": KeyRound,
  unknown: CircleDashed,
  "failed-uploads": CircleX,
  "unfinished-uploads": Upload,
  "stuck-deletes": Trash2,
  "open-images": Globe,
  "links-ending": Hourglass,
  "links-asking": Hourglass,
  foreign: Cloud,
  account: CloudAlert,
};

const tones: Record<AttentionItem["tone"], { look: string; word: string }> = {
  danger: { look: "bg-danger-soft text-danger", word: "Act now" },
  warning: { look: "bg-exposed-soft text-exposed", word: "Look at this" },
  info: { look: "bg-quiet-soft text-quiet", word: "For your information" },
};

/** The queue under the answer: what it is, why it matters, and one thing to do about it. */
export function AttentionList({ items }: { items: AttentionItem[] }) {
  return (
    <section aria-labelledby="attention" className="pt-8">
      <h2 id="attention" className="pb-3 font-semibold text-base">
        What needs attention
      </h2>
      {items.length === 0 ? (
        <EmptyState
          art="quiet"
          title="Nothing needs you"
          sentence="Everything is where it should be. Darkroom keeps checking and says so here when that changes."
          className="rounded-xl border bg-card py-10"
        />
      ) : (
        <ul className="divide-y overflow-hidden rounded-xl border bg-card">
          {items.map((item) => (
            <AttentionRow key={`${item.kind} ${item.href} ${item.title}`} item={item} />
          ))}
        </ul>
      )}
    </section>
  );
}

function AttentionRow({ item }: { item: AttentionItem }) {
  const Icon = icons[item.kind];
  const { look, word } = tones[item.tone];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3.5 sm:flex-nowrap sm:px-5">
      <span title={word} className={cn("flex size-9 shrink-0 items-center justify-center rounded-lg", look)}>
        <Icon aria-hidden className="size-4.5" />
        <span className="sr-only">{word}: </span>
      </span>
      <div className="min-w-0 flex-1 basis-56">
        <h3 className="font-medium text-sm">{item.title}</h3>
        <p className="mt-0.5 max-w-3xl text-meta text-muted-foreground">{item.sentence}</p>
      </div>
      <Button asChild size="sm" className="max-sm:w-full">
        <Link href={item.href}>
          {item.action}
          <ChevronRight aria-hidden className="-mr-1 text-muted-foreground" />
        </Link>
      </Button>
    </li>
  );
}
