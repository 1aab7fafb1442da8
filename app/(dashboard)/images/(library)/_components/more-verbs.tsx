"use client";

import { BookmarkMinus, Copyright, Download, Ellipsis, Tags } from "lucide-react";
import type { ReactNode } from "react";
import type { Choice } from "@/components/jobs/act-form";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useShortcut } from "@/components/use-shortcut";
import type { Selection } from "@/lib/jobs/schema";

type MoreVerbsProps = {
  selection: Selection;
  canEdit: boolean;
  /** Opening to everybody: never beside what is pressed every day. */
  publish: false | { icon: ReactNode; run: () => void };
  onChoose: (choice: Choice) => void;
};

export function MoreVerbs({ selection, canEdit, publish, onChoose }: MoreVerbsProps) {
  useShortcut("r", () => onChoose("rights"), canEdit);
  useShortcut("m", () => download(selection, "csv"));
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="sm" aria-label="More acts">
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
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
        <DropdownMenuItem shortcut="M" onSelect={() => download(selection, "csv")}>
          <Download aria-hidden />
          Download a list (CSV)
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => download(selection, "json")}>
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

/** A form of the page itself, so that the browser streams the file to the disk. */
function download(selection: Selection, format: "csv" | "json") {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/api/manifest";
  for (const [name, value] of [
    ["selection", JSON.stringify(selection)],
    ["format", format],
  ] as const) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
  form.remove();
}
