"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

/** The same element with and without an aim: a disabled one can still hold the focus it was pressed with. */
export function PageLink({ href, children }: { href: string | null; children: ReactNode }) {
  return (
    <Button asChild>
      <Link
        href={href ?? "/images"}
        aria-disabled={href ? undefined : true}
        onClick={(event) => {
          if (!href) event.preventDefault();
        }}
      >
        {children}
      </Link>
    </Button>
  );
}
