import Link from "next/link";
import type { ReactNode } from "react";
import { formatCount } from "@/lib/format";

/** Half of the screen: its name, what narrows it, and its people or why there are none. */
export function People({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid min-w-0 gap-3">
      <h2 className="font-semibold text-base">{title}</h2>
      {children}
    </section>
  );
}

export const PeopleList = ({ children }: { children: ReactNode[] }) => (
  <ul className="divide-y overflow-hidden rounded-lg border bg-card">{children}</ul>
);

type PersonProps = { href: string; name: string; links: number; children?: ReactNode };

export function Person({ href, name, links, children }: PersonProps) {
  return (
    <li>
      <Link
        href={href}
        prefetch={false}
        className="flex items-start justify-between gap-4 px-4 py-3 hover:bg-muted/70"
      >
        <span className="min-w-0">
          <span className="block break-words font-medium">{name}</span>
          <span className="block break-words text-meta text-muted-foreground">{children}</span>
        </span>
        <span className="tabular shrink-0 text-meta">{formatCount(links, "link")}</span>
      </Link>
    </li>
  );
}
