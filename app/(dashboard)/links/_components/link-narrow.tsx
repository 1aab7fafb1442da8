"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { linksHref } from "@/app/(dashboard)/links/search-params";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { LinkQuery } from "@/lib/links/schema";

type LinkNarrowProps = { params: LinkQuery; issuers: { id: string; name: string }[] };

/** Kind, issuer, end and order; each choice is in the address. */
export function LinkNarrow({ params, issuers }: LinkNarrowProps) {
  const router = useRouter();
  const [busy, start] = useTransition();
  const go = (changes: Partial<LinkQuery>) =>
    start(() => router.push(linksHref(params, changes), { scroll: false }));
  const size = "h-9 w-auto max-w-44 text-meta pointer-coarse:h-11 max-sm:w-full max-sm:max-w-none";
  return (
    <div
      aria-busy={busy}
      className="flex flex-wrap items-center gap-2 max-sm:grid max-sm:w-full max-sm:grid-cols-2"
    >
      <Select
        aria-label="Kind"
        value={params.mode}
        onChange={(event) => go({ mode: event.target.value as LinkQuery["mode"] })}
        className={size}
      >
        <option value="all">Any kind</option>
        <option value="gated">Pages</option>
        <option value="direct">Direct</option>
      </Select>
      <Select
        aria-label="Issued by"
        value={params.by ?? ""}
        onChange={(event) => go({ by: event.target.value || undefined })}
        className={size}
      >
        <option value="">Anybody’s</option>
        {issuers.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Order"
        value={params.sort}
        onChange={(event) => go({ sort: event.target.value as LinkQuery["sort"] })}
        className={size}
      >
        <option value="newest">Newest first</option>
        <option value="ends">Ends next</option>
      </Select>
      <label
        className="flex items-center gap-2 text-meta text-muted-foreground max-sm:col-span-2 max-sm:justify-between"
        htmlFor="ends-before"
      >
        Ends by
        <Input
          id="ends-before"
          type="date"
          value={params.before ?? ""}
          onChange={(event) => go({ before: event.target.value || undefined })}
          className="h-9 w-36 text-meta max-sm:w-44"
        />
      </label>
    </div>
  );
}
