import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { can, requireActor } from "@/lib/auth/actor";

export default async function AltTextLayout({ children }: { children: ReactNode }) {
  if (!can(await requireActor(), "image:edit")) notFound();
  return children;
}
