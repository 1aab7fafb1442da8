"use client";

import { RotateCw } from "lucide-react";
import Link from "next/link";
import { ErrorPanel } from "@/components/error-panel";
import { Button } from "@/components/ui/button";

type Props = { error: unknown; retry: () => void };

/** A screen that could not be drawn. The server's message stays on the server; its digest finds it. */
export default function ScreenError({ error, retry }: Props) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <div className="mx-auto max-w-2xl pt-6">
      <ErrorPanel
        fault="us"
        title="This screen could not be drawn"
        sentence="Darkroom could not read what it needs to show you this screen."
        kept="Your images, links and settings are as they were; nothing was changed."
        next="Try again. If it stays, give the reference to your developer."
        reference={digest}
        actions={
          <>
            <Button variant="primary" onClick={() => retry()}>
              <RotateCw aria-hidden />
              Try again
            </Button>
            <Button asChild>
              <Link href="/">Go to Exposure</Link>
            </Button>
          </>
        }
      />
    </div>
  );
}
