import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { can, requireActor } from "@/lib/auth/actor";

export default async function ActivityLayout({ children }: { children: ReactNode }) {
  if (!can(await requireActor(), "activity:view")) notFound();
  return children;
}
