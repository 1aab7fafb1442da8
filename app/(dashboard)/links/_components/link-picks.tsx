"use client";

import { Ban, CalendarClock, Repeat, UserRoundCheck, X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { ExtendDialog, RevokeDialog, TransferDialog } from "@/app/(dashboard)/links/_components/link-acts";
import { ReissueDialog } from "@/app/(dashboard)/links/_components/reissue-dialog";
import type { Bulk } from "@/app/(dashboard)/links/names";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/lib/format";
import type { LinkTarget } from "@/lib/links/changes-schema";

type LinkPicksProps = {
  /** All of one person, or all that match. */
  all: Bulk | undefined;
  people: { id: string; name: string }[];
  children: ReactNode;
};

type Asked = { act: "revoke" | "extend" | "transfer" | "reissue"; target: LinkTarget; what: string };

const boxes = (list: HTMLElement | null) =>
  list ? [...list.querySelectorAll<HTMLInputElement>("[data-link]:checked")] : [];

/** The ticked links of the list, and what can be done with them or with all of one person. */
export function LinkPicks({ all, people, children }: LinkPicksProps) {
  const list = useRef<HTMLDivElement>(null);
  const [picked, setPicked] = useState<string[]>([]);
  const [wide, setWide] = useState(false);
  // What was meant when it was opened: the list behind may draw anew, without what was ticked.
  const [asked, setAsked] = useState<Asked>();
  const read = () => {
    // The table and the cards of a phone hold the same links.
    const found = [...new Set(boxes(list.current).map(({ value }) => value))];
    setPicked((before) => (before.join() === found.join() ? before : found));
  };
  useEffect(read);
  const clear = () => {
    for (const box of boxes(list.current)) box.checked = false;
    setWide(false);
    read();
  };
  const ticked = picked.length > 0;
  const own = ticked && !(wide && all);
  const target: LinkTarget | undefined = own
    ? { linkIds: picked }
    : ticked || all?.standing
      ? all?.target
      : undefined;
  const what = own ? formatCount(picked.length, "link") : (all?.what ?? "");
  const ask = (act: Asked["act"]) => target && setAsked({ act, target, what });
  return (
    <div ref={list} onChange={read}>
      {children}
      {target && (
        <section
          aria-label="Selection"
          className="sticky bottom-[calc(4.5rem+env(safe-area-inset-bottom))] z-20 mt-4 flex justify-center md:bottom-6"
        >
          <div className="flex max-w-full flex-wrap items-center gap-1.5 rounded-xl border border-border-strong bg-popover p-1.5 pl-4 shadow-float">
            <p role="status" className="tabular mr-2 font-medium text-sm">
              {own ? `${formatCount(picked.length)} selected` : what.replace(/^a/, "A")}
            </p>
            {own && all && (
              <Button variant="ghost" size="sm" onClick={() => setWide(true)}>
                {all.standing ? "All running" : "All that match"}
              </Button>
            )}
            {ticked && (
              <Button variant="ghost" size="sm" onClick={clear}>
                <X aria-hidden />
                Clear
              </Button>
            )}
            <Button size="sm" onClick={() => ask("extend")}>
              <CalendarClock aria-hidden />
              Extend
            </Button>
            <Button size="sm" onClick={() => ask("reissue")}>
              <Repeat aria-hidden />
              Issue again
            </Button>
            <Button size="sm" onClick={() => ask("transfer")}>
              <UserRoundCheck aria-hidden />
              Hand over
            </Button>
            <Button variant="danger-outline" size="sm" onClick={() => ask("revoke")}>
              <Ban aria-hidden />
              Revoke
            </Button>
          </div>
        </section>
      )}
      {asked && <ActOf {...asked} people={people} onOpenChange={(is) => !is && setAsked(undefined)} />}
    </div>
  );
}

type ActOfProps = Asked & { people: LinkPicksProps["people"]; onOpenChange: (open: boolean) => void };

function ActOf({ act, people, ...meant }: ActOfProps) {
  if (act === "revoke") return <RevokeDialog {...meant} />;
  if (act === "extend") return <ExtendDialog {...meant} />;
  if (act === "transfer") return <TransferDialog {...meant} people={people} />;
  return <ReissueDialog {...meant} />;
}
