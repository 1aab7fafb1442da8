import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { can, requireActor } from "@/lib/auth/actor";

export default async function DeskLayout({ children }: { children: ReactNode }) {
  if (!can(await requireActor(), "leak:examine")) notFound();
  return children;
}
