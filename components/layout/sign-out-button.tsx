"use client";

import { LogOut } from "lucide-react";
import { useState } from "react";
import { forgetOwn } from "@/components/own-storage";

/** Ends every session of the account, on other devices too. next-auth's client is fetched on the press: 10 kB that no screen needs. */
export function SignOutButton() {
  const [busy, setBusy] = useState(false);
  async function leave() {
    setBusy(true);
    const { signOut } = await import("next-auth/react");
    forgetOwn();
    await signOut({ callbackUrl: "/sign-in" });
  }
  return (
    <button
      type="button"
      disabled={busy}
      onClick={leave}
      className="flex min-h-9 w-full items-center gap-2.5 rounded-md px-2.5 text-left hover:bg-accent disabled:opacity-50 pointer-coarse:min-h-11"
    >
      <LogOut aria-hidden className="size-4 text-muted-foreground" />
      {busy ? "Signing out…" : "Sign out"}
    </button>
  );
}
