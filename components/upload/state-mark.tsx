import {
  ArrowUpFromLine,
  Ban,
  CircleX,
  Clock,
  FileQuestion,
  Images,
  LoaderCircle,
  TriangleAlert,
} from "lucide-react";
import { ExposureBadge } from "@/components/exposure-badge";
import type { UploadItem, UploadState } from "@/components/upload/upload-item";
import { describeState } from "@/components/upload/upload-words";

const looks: Record<UploadState, { icon: typeof Clock; tone: string; turns?: boolean }> = {
  checking: { icon: LoaderCircle, tone: "text-muted-foreground", turns: true },
  known: { icon: Images, tone: "text-foreground" },
  kept: { icon: Images, tone: "text-muted-foreground" },
  waiting: { icon: Clock, tone: "text-muted-foreground" },
  uploading: { icon: ArrowUpFromLine, tone: "text-foreground" },
  confirming: { icon: LoaderCircle, tone: "text-foreground", turns: true },
  measuring: { icon: LoaderCircle, tone: "text-foreground", turns: true },
  done: { icon: Clock, tone: "text-foreground" },
  missing: { icon: FileQuestion, tone: "text-danger" },
  refused: { icon: Ban, tone: "text-danger" },
  failed: { icon: TriangleAlert, tone: "text-danger" },
  cancelled: { icon: CircleX, tone: "text-muted-foreground" },
};

/** Where a file stands: word, icon and colour. A finished one says who can see it. */
export function StateMark({ item }: { item: UploadItem }) {
  if (item.state === "done") return <ExposureBadge exposure={item.exposure ?? "unknown"} look="plain" />;
  const { icon: Icon, tone, turns } = looks[item.state];
  return (
    <span className={`tabular inline-flex items-center gap-1.5 font-medium ${tone}`}>
      <Icon aria-hidden className={`size-3.5 shrink-0 ${turns ? "animate-spin" : ""}`} />
      {describeState(item)}
    </span>
  );
}
