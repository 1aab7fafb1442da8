import { X } from "lucide-react";
import Link from "next/link";
import type { Names } from "@/app/(dashboard)/links/names";
import { linksHref } from "@/app/(dashboard)/links/search-params";
import type { LinkQuery } from "@/lib/links/schema";

/** What narrows the list beyond the fields above, each with its way out. */
export function LinkChips({ params, names }: { params: LinkQuery; names: Names }) {
  const chips = [
    params.to && {
      text: `For ${names.to ?? "somebody unknown"}`,
      href: linksHref(params, { to: undefined }),
    },
    params.image && {
      text: `Showing ${names.image ?? "an image that is gone"}`,
      href: linksHref(params, { image: undefined }),
    },
    params.key && {
      text: `Live on the key ${names.key ?? "that is unknown"}`,
      href: linksHref(params, { key: undefined }),
    },
    params.asks && { text: "Asked for more time", href: linksHref(params, { asks: undefined }) },
  ].filter((chip) => chip !== undefined && chip !== "");
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Also asked for" className="flex flex-wrap gap-1.5">
      {chips.map(({ text, href }) => (
        <li key={text}>
          <Link
            href={href}
            aria-label={`${text}: take this away`}
            className="inline-flex h-8 max-w-72 items-center gap-1.5 rounded-full border border-foreground bg-card px-3 font-medium text-meta hover:bg-accent pointer-coarse:h-11"
          >
            <span className="truncate">{text}</span>
            <X aria-hidden className="size-3.5 shrink-0" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
