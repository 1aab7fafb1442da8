import { Kbd } from "@/components/ui/kbd";

/** The keys of the list, where they act. A finger has none. */
export function KeyHints({ view, canPick }: { view: "grid" | "table"; canPick: boolean }) {
  return (
    <p
      data-foot=""
      className="pointer-coarse:hidden flex flex-wrap items-center gap-x-4 gap-y-1 pt-4 text-muted-foreground text-xs"
    >
      <span className="inline-flex items-center gap-1">
        {view === "grid" && (
          <>
            <Kbd>←</Kbd>
            <Kbd>→</Kbd>
          </>
        )}
        <Kbd>↑</Kbd>
        <Kbd>↓</Kbd> move
      </span>
      <span className="inline-flex items-center gap-1.5">
        <Kbd>Enter</Kbd> open
      </span>
      <span className="inline-flex items-center gap-1.5">
        <Kbd>Space</Kbd> look
      </span>
      {canPick && (
        <>
          <span className="inline-flex items-center gap-1.5">
            <Kbd>X</Kbd> select
          </span>
          <span className="inline-flex items-center gap-1.5">
            <Kbd>Ctrl A</Kbd> what is shown, again: all
          </span>
        </>
      )}
    </p>
  );
}
