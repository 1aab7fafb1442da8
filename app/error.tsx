"use client";

import { RotateCw } from "lucide-react";
import { ErrorPanel } from "@/components/error-panel";
import { LogoMark } from "@/components/logo";
import { Button } from "@/components/ui/button";

/** When not even the shell can be drawn: the database is away, or a setting is missing. */
export default function ShellError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <main className="mx-auto grid min-h-dvh max-w-2xl content-center gap-6 px-4 py-10">
      <LogoMark />
      <ErrorPanel
        fault="us"
        title="Darkroom cannot be drawn just now"
        sentence="Its database does not answer, or a setting of this installation is missing."
        kept="Your images stay as private as they are, at Cloudflare; nothing was changed."
        next="Try again in a minute. If it stays, the server's log says in words what is missing."
        reference={digest}
        actions={
          <Button variant="primary" onClick={() => retry()}>
            <RotateCw aria-hidden />
            Try again
          </Button>
        }
      />
    </main>
  );
}
