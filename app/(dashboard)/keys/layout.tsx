import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { can, requireActor } from "@/lib/auth/actor";

export default async function KeysLayout({ children }: { children: ReactNode }) {
  if (!can(await requireActor(), "key:view")) notFound();
  return children;
}
