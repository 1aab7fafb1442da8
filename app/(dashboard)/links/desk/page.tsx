import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Alarms } from "@/app/(dashboard)/links/desk/_components/alarms";
import { Desk } from "@/app/(dashboard)/links/desk/_components/desk";
import { PageHeader } from "@/components/page-header";
import { can, requireActor } from "@/lib/auth/actor";
import { formatCount } from "@/lib/format";
import { listAlarms } from "@/lib/leaks/queries";

export const metadata: Metadata = { title: "Leak desk" };

// Up to fifty addresses are asked for at the delivery host, a few at a time.
export const maxDuration = 60;

export default async function DeskPage() {
  const actor = await requireActor();
  if (!can(actor, "leak:examine")) notFound();
  const alarms = await listAlarms(actor);
  return (
    <>
      <PageHeader
        title="Leak desk"
        sentence="Paste what was found. Every address in it is taken apart, checked against the keys and the ledger, and tried now."
      />
      {alarms.length > 0 && (
        <p className="mb-5 text-sm">
          <a href="#alarms" className="hit-area font-medium text-danger underline underline-offset-3">
            {formatCount(alarms.length, "genuine link", "genuine links")} of unknown origin: see below
          </a>
        </p>
      )}
      <Desk />
      <Alarms alarms={alarms} canAct={can(actor, "leak:act")} />
    </>
  );
}
