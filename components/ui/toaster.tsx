"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { type ToastMessage, toastEvent } from "@/components/ui/toast";

// sonner is 10 kB that most visits never need, so it arrives with the first message.
const ToastRegion = dynamic(() => import("@/components/ui/toast-region").then((m) => m.ToastRegion), {
  ssr: false,
});

/** Mount once, in the root layout. */
export function Toaster() {
  const [first, setFirst] = useState<ToastMessage[]>([]);
  const [ready, setReady] = useState(false);

  useEffect(() => {
    if (ready) return;
    const onToast = (event: Event) => {
      const { detail } = event as CustomEvent<ToastMessage>;
      setFirst((queue) => [...queue, detail]);
    };
    window.addEventListener(toastEvent, onToast);
    return () => window.removeEventListener(toastEvent, onToast);
  }, [ready]);

  if (first.length === 0) return null;
  return <ToastRegion queued={first} onReady={() => setReady(true)} />;
}
