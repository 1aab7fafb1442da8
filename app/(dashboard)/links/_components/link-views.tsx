import { SegmentedLinks } from "@/components/ui/segmented";

/** The ledger entry by entry, or by who holds and who issued. */
export function LinkViews({ current }: { current: "ledger" | "recipients" }) {
  return (
    <SegmentedLinks
      label="View"
      className="mb-4"
      options={[
        { href: "/links", label: "Links", current: current === "ledger" },
        { href: "/links/recipients", label: "People", current: current === "recipients" },
      ]}
    />
  );
}
