"use client";

import { ChevronDown, ChevronsUp, ChevronUp, LoaderCircle } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Way } from "@/app/(dashboard)/images/(library)/stretches";
import { Button } from "@/components/ui/button";

type LoadLinkProps = {
  way: Way;
  /** The page of its own that it is without script, or in another tab. */
  href: string;
  busy: boolean;
  problem: string | undefined;
  /** With a keyboard the focus goes on to what came. */
  onLoad: (byKeyboard: boolean) => void;
  children?: ReactNode;
};

const looks = {
  earlier: { label: "Load earlier", icon: ChevronUp },
  later: { label: "Load more", icon: ChevronDown },
} as const;

/** Where the list goes on: a link to those images, which with script are added here. */
export function LoadLink({ way, href, busy, problem, onLoad, children }: LoadLinkProps) {
  const { label, icon: Icon } = looks[way];
  return (
    <>
      {problem && (
        <p role="alert" className="basis-full text-center text-danger text-sm">
          {problem}
        </p>
      )}
      <Button asChild>
        <Link
          href={href}
          prefetch={false}
          aria-busy={busy}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
            event.preventDefault();
            onLoad(event.detail === 0);
          }}
        >
          {busy ? <LoaderCircle aria-hidden className="animate-spin" /> : <Icon aria-hidden />}
          {label}
        </Link>
      </Button>
      {children}
    </>
  );
}

/** Skips the way back through everything that lies before. */
export function ToBeginning({ href }: { href: string }) {
  return (
    <Button asChild variant="ghost">
      <Link href={href} prefetch={false}>
        <ChevronsUp aria-hidden />
        To the beginning
      </Link>
    </Button>
  );
}
