"use client";

import dynamic from "next/dynamic";
import { LogoMark } from "@/components/logo";

// Every first visit would load what only a failure shows. If it cannot come then, the last resort is drawn.
const FailedScreen = dynamic(() => import("@/components/failed-screen").then((m) => m.FailedScreen));

/** When not even the shell can be drawn: the database is away, or a setting is missing. */
export default function ShellError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-2xl content-center gap-6 px-4 py-10">
      <LogoMark />
      <FailedScreen
        error={error}
        retry={retry}
        title="Darkroom cannot be drawn just now"
        sentence="Its database does not answer, or a setting of this installation is missing."
        kept="Your images stay as private as they are, at Cloudflare; nothing was changed."
        next="Try again in a minute. If it stays, the server's log says in words what is missing."
      />
    </main>
  );
}
