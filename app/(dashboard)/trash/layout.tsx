import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { can, requireActor } from "@/lib/auth/actor";

export default async function TrashLayout({ children }: { children: ReactNode }) {
  if (!can(await requireActor(), "image:delete")) notFound();
  return children;
}
