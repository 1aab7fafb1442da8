"use client";

import { SlidersHorizontal } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { ViewOptions } from "@/app/(dashboard)/images/(library)/view-options";
import { Button } from "@/components/ui/button";

type ViewOptionsButtonProps = { options: ViewOptions };

/** The menu behind it comes when it is first asked for: it is a third of what the page may weigh. */
export function ViewOptionsButton({ options }: ViewOptionsButtonProps) {
  const [asked, setAsked] = useState(false);
  if (asked) return <ViewOptionsMenu options={options} />;
  return <Closed onClick={() => setAsked(true)} />;
}

function Closed({ onClick }: { onClick?: () => void }) {
  return (
    <Button size="icon" aria-label="View options" title="View options" aria-haspopup="menu" onClick={onClick}>
      <SlidersHorizontal aria-hidden />
    </Button>
  );
}

const ViewOptionsMenu = dynamic(
  () =>
    import("@/app/(dashboard)/images/(library)/_components/view-options-menu").then((m) => m.ViewOptionsMenu),
  { ssr: false, loading: () => <Closed /> },
);
