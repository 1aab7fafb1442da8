"use client";

import dynamic from "next/dynamic";

const FailedScreen = dynamic(() => import("@/components/failed-screen").then((m) => m.FailedScreen));

type Props = { error: unknown; retry: () => void };

/** A screen that could not be drawn, in the shell that stays. */
export default function ScreenError({ error, retry }: Props) {
  return (
    <div className="mx-auto max-w-2xl pt-6">
      <FailedScreen
        error={error}
        retry={retry}
        title="This screen could not be drawn"
        sentence="Darkroom could not read what it needs to show you this screen."
        kept="Your images, links and settings are as they were; nothing was changed."
        next="Try again. If it stays, give the reference to your developer."
        home
      />
    </div>
  );
}
