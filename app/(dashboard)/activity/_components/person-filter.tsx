"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { type ActivityParams, activityHref } from "@/app/(dashboard)/activity/search-params";
import { Select } from "@/components/ui/select";

type PersonFilterProps = { params: ActivityParams; people: { id: string; name: string }[] };

export function PersonFilter({ params, people }: PersonFilterProps) {
  const router = useRouter();
  const [busy, start] = useTransition();
  return (
    <Select
      aria-label="Who"
      aria-busy={busy}
      className="w-52 sm:ml-auto"
      value={people.some(({ id }) => id === params.by) ? params.by : ""}
      onChange={(event) =>
        start(() => router.push(activityHref(params, { by: event.target.value }), { scroll: false }))
      }
    >
      <option value="">Anyone</option>
      {people.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}
