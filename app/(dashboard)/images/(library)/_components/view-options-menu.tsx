"use client";

import { SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import {
  columns,
  densities,
  optionsCookie,
  type ViewOptions,
  writeOptions,
} from "@/app/(dashboard)/images/(library)/view-options";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

const densityWords = { comfortable: "Comfortable tiles", compact: "Compact tiles" } as const;

/** Drawn at once by attributes that the styles read, and remembered in a cookie for the server's next drawing. */
export function ViewOptionsMenu({ options }: { options: ViewOptions }) {
  const [chosen, setChosen] = useState(options);

  function choose(changes: Partial<ViewOptions>) {
    const next = { ...chosen, ...changes };
    setChosen(next);
    const library = document.querySelector<HTMLElement>("[data-density]");
    library?.setAttribute("data-density", next.density);
    library?.setAttribute("data-hide", next.hidden.join(" "));
    // biome-ignore lint/suspicious/noDocumentCookie: CookieStore is not in every browser we serve
    document.cookie = `${optionsCookie}=${writeOptions(next)}; path=/; max-age=31536000; samesite=lax`;
  }

  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>
        <Button size="icon" aria-label="View options" title="View options">
          <SlidersHorizontal aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuLabel>Grid</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          aria-label="Grid"
          value={chosen.density}
          onValueChange={(value) => choose({ density: densities.find((known) => known === value) })}
        >
          {densities.map((density) => (
            <DropdownMenuRadioItem
              key={density}
              value={density}
              // Stays open: one looks at what it does.
              onSelect={(event) => event.preventDefault()}
            >
              {densityWords[density]}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Columns of the table</DropdownMenuLabel>
        {columns.map(({ id, label }) => (
          <DropdownMenuCheckboxItem
            key={id}
            checked={!chosen.hidden.includes(id)}
            onSelect={(event) => event.preventDefault()}
            onCheckedChange={(shown) =>
              choose({
                hidden: columns
                  .map((column) => column.id)
                  .filter((other) => (other === id ? !shown : chosen.hidden.includes(other))),
              })
            }
          >
            {label}
          </DropdownMenuCheckboxItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
