"use client";

import { Link2 } from "lucide-react";
import { Button } from "@/components/ui/button";

/** Said by any button of this page that wants the dialog; `ImageActions` listens. */
export const createLinkEvent = "darkroom:create-link";

export function OpenLinkDialog() {
  return (
    <Button size="sm" onClick={() => window.dispatchEvent(new CustomEvent(createLinkEvent))}>
      <Link2 aria-hidden />
      Create link
    </Button>
  );
}
