import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { can, requireActor } from "@/lib/auth/actor";

export default async function PeopleLayout({ children }: { children: ReactNode }) {
  if (!can(await requireActor(), "person:view")) notFound();
  return children;
}
