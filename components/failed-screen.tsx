"use client";

import { RotateCw } from "lucide-react";
import Link from "next/link";
import { ErrorPanel } from "@/components/error-panel";
import { Button } from "@/components/ui/button";

type FailedScreenProps = {
  error: unknown;
  retry: () => void;
  title: string;
  sentence: string;
  kept: string;
  next: string;
  /** Whether the rest still stands, so that there is a way to the first screen. */
  home?: boolean;
};

/** What could not be drawn is our fault. The server's message stays on the server; its digest finds it. */
export function FailedScreen({ error, retry, home = false, ...words }: FailedScreenProps) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <ErrorPanel
      fault="us"
      {...words}
      reference={digest}
      actions={
        <>
          <Button variant="primary" onClick={() => retry()}>
            <RotateCw aria-hidden />
            Try again
          </Button>
          {home && (
            <Button asChild>
              <Link href="/">Go to Exposure</Link>
            </Button>
          )}
        </>
      }
    />
  );
}
