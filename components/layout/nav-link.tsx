"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ComponentProps } from "react";
import { isOn } from "@/components/layout/nav";

/** A link that knows when it is where we are; its look hangs on `aria-current`. */
export function NavLink({ href, ...props }: ComponentProps<typeof Link> & { href: string }) {
  const current = isOn(usePathname(), href);
  return <Link href={href} aria-current={current ? "page" : undefined} {...props} />;
}
