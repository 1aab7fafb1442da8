"use client";

import { CircleAlert, CircleCheck, Info } from "lucide-react";
import { useTheme } from "next-themes";
import { useEffect, useRef } from "react";
import { Toaster as Sonner, toast as show } from "sonner";
import { type ToastMessage, toastEvent } from "@/components/ui/toast";

const icons = {
  done: <CircleCheck className="size-4 text-sealed" />,
  info: <Info className="size-4 text-muted-foreground" />,
  error: <CircleAlert className="size-4 text-danger" />,
};

// sonner puts its close button on the left corner, where nobody looks for it.
const closeAtTheEnd: Record<string, string> = {
  "--toast-close-button-start": "auto",
  "--toast-close-button-end": "0",
  "--toast-close-button-transform": "translate(35%, -35%)",
};

function say(message: ToastMessage) {
  show(message.title, {
    description: message.description,
    icon: icons[message.kind],
    duration: message.kind === "error" ? Number.POSITIVE_INFINITY : 6000,
    ...(message.action && { action: { label: message.action.label, onClick: message.action.run } }),
  });
}

/** Loaded by `Toaster` with the first message; hears all later ones itself. */
export function ToastRegion({ queued, onReady }: { queued: ToastMessage[]; onReady: () => void }) {
  const { resolvedTheme } = useTheme();
  const start = useRef({ queued, onReady });

  useEffect(() => {
    const onToast = (event: Event) => say((event as CustomEvent<ToastMessage>).detail);
    window.addEventListener(toastEvent, onToast);
    // One frame later: a live region announces only what changes after it is there.
    const frame = requestAnimationFrame(() => {
      start.current.queued.forEach(say);
      start.current.onReady();
    });
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener(toastEvent, onToast);
    };
  }, []);

  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      mobileOffset={{ bottom: 88 }}
      closeButton
      style={{ fontFamily: "inherit" }}
      toastOptions={{
        style: {
          background: "var(--popover)",
          color: "var(--foreground)",
          borderColor: "var(--border-strong)",
          borderRadius: "var(--radius-lg)",
          boxShadow: "var(--float)",
          ...closeAtTheEnd,
        },
        classNames: {
          description: "text-muted-foreground!",
          closeButton: "after:absolute after:-inset-1 pointer-coarse:after:-inset-3",
        },
      }}
    />
  );
}
