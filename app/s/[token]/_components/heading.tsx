import { formatCount } from "@/lib/format";
import type { Head } from "@/lib/gate/schema";

/** Who gave what to whom. */
export function Heading({ head, children }: { head: Head; children?: React.ReactNode }) {
  return (
    <header className="grid min-w-0 grid-cols-1 gap-3">
      <p className="break-words text-muted-foreground text-sm">
        {head.sender} for <span className="text-foreground">{head.recipient}</span>
      </p>
      <h1 className="max-w-3xl break-words font-semibold text-3xl leading-tight tracking-tight sm:text-4xl">
        {head.purpose}
      </h1>
      <p className="sr-only">{formatCount(head.images, "picture")}</p>
      {children}
    </header>
  );
}
