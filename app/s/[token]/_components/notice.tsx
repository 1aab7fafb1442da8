import type { ReactNode } from "react";
import { Frame } from "@/app/s/[token]/_components/frame";

/** A page without pictures: what is the matter, and the way on. */
export function Notice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Frame>
      <div className="mx-auto my-auto grid w-full max-w-md grid-cols-1 gap-3 py-10">
        <h1 className="font-semibold text-2xl leading-8 tracking-tight">{title}</h1>
        <div className="grid min-w-0 grid-cols-1 gap-5 break-words text-base text-muted-foreground leading-7">
          {children}
        </div>
      </div>
    </Frame>
  );
}
