"use client";

import {
  BookmarkMinus,
  CheckCheck,
  Copyright,
  Download,
  Ellipsis,
  FolderPlus,
  SquareCheck,
  Tag,
  Tags,
} from "lucide-react";
import type { ReactNode } from "react";
import type { Choice } from "@/components/jobs/act-form";
import { saveFile } from "@/components/save-file";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast";
import { useShortcut } from "@/components/use-shortcut";
import type { Selection } from "@/lib/jobs/schema";

type MoreVerbsProps = {
  selection: Selection;
  canEdit: boolean;
  /** Choosing more, for the phone; null when all are chosen. */
  pick: { matches: string | null; shown: () => void; everything: () => void } | null;
  /** Opening to everybody: never beside what is pressed every day. */
  publish: false | { icon: ReactNode; run: () => void };
  onChoose: (choice: Choice) => void;
};

/** What a wider window has in the bar itself. */
const phone = "sm:hidden";

export function MoreVerbs({ selection, canEdit, pick, publish, onChoose }: MoreVerbsProps) {
  useShortcut("r", () => onChoose("rights"), canEdit);
  useShortcut("m", () => void download(selection, "csv"));
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="sm" aria-label="More acts">
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {pick && (
          <>
            <DropdownMenuItem className={phone} onSelect={pick.shown}>
              <SquareCheck aria-hidden />
              Select all shown
            </DropdownMenuItem>
            {pick.matches !== null && (
              <DropdownMenuItem className={phone} onSelect={pick.everything}>
                <CheckCheck aria-hidden />
                Select all {pick.matches}
              </DropdownMenuItem>
            )}
            <DropdownMenuSeparator className={phone} />
          </>
        )}
        {canEdit && (
          <>
            <DropdownMenuItem className={phone} onSelect={() => onChoose("tag")}>
              <Tag aria-hidden />
              Tag
            </DropdownMenuItem>
            <DropdownMenuItem className={phone} onSelect={() => onChoose("collect")}>
              <FolderPlus aria-hidden />
              Collect
            </DropdownMenuItem>
          </>
        )}
        {canEdit && (
          <>
            <DropdownMenuItem shortcut="R" onSelect={() => onChoose("rights")}>
              <Copyright aria-hidden />
              Rights and embargo
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={() => onChoose("untag")}>
              <Tags aria-hidden />
              Remove tags
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={() => onChoose("uncollect")}>
              <BookmarkMinus aria-hidden />
              Take out of a collection
            </DropdownMenuItem>
            <DropdownMenuSeparator />
          </>
        )}
        <DropdownMenuItem shortcut="M" onSelect={() => void download(selection, "csv")}>
          <Download aria-hidden />
          Download a list (CSV)
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void download(selection, "json")}>
          <Download aria-hidden />
          Download a list (JSON)
        </DropdownMenuItem>
        {publish && (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem danger onSelect={publish.run}>
              {publish.icon}
              Make public
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** Fetched and not a form's navigation: with our referrer policy that would not say which page it comes from. */
async function download(selection: Selection, format: "csv" | "json") {
  const body = new FormData();
  body.set("selection", JSON.stringify(selection));
  body.set("format", format);
  const failed = (description: string) =>
    toast({ kind: "error", title: "The list was not downloaded", description });
  // A million lines take minutes, a hundred no time worth a word.
  const word = setTimeout(
    () => toast({ kind: "info", title: "The list is being written", description: "Keep this page open." }),
    1_000,
  );
  try {
    const answer = await fetch("/api/manifest", { method: "POST", body });
    if (!answer.ok) return failed(await answer.text());
    saveFile(await answer.blob(), `darkroom-images.${format}`);
  } catch {
    failed("The connection broke off before all of it was here. Try again, or narrow the search down.");
  } finally {
    clearTimeout(word);
  }
}
