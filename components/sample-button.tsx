"use client";

import { Images } from "lucide-react";
import { Button } from "@/components/ui/button";

/** Asks the upload queue to fetch the sample photographs and send them as it sends everything else. */
export function SampleButton() {
  return (
    <Button onClick={() => window.dispatchEvent(new CustomEvent("darkroom:upload-samples"))}>
      <Images aria-hidden />
      Load the sample photographs
    </Button>
  );
}
