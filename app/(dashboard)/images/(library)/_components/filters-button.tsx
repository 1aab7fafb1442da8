"use client";

import { ListFilter } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Option } from "@/components/query/filter-select";
import { Button } from "@/components/ui/button";

const FiltersDialog = dynamic(
  () => import("@/app/(dashboard)/images/(library)/_components/filters-dialog").then((m) => m.FiltersDialog),
  { ssr: false },
);

type FiltersButtonProps = {
  uploaders: Option[];
  /** The question as it stands in the field now. */
  read: () => string;
  onAsk: (question: string) => void;
};

/** The door to every filter; the form behind it comes when it is first asked for. */
export function FiltersButton({ read, ...rest }: FiltersButtonProps) {
  const [question, setQuestion] = useState<string>();
  return (
    <>
      <Button
        size="sm"
        aria-haspopup="dialog"
        className="rounded-full px-3 font-normal"
        onClick={() => setQuestion(read())}
      >
        <ListFilter aria-hidden />
        Filters
      </Button>
      {question !== undefined && (
        <FiltersDialog {...rest} question={question} onClose={() => setQuestion(undefined)} />
      )}
    </>
  );
}
