import type { Metadata } from "next";
import { Suspense } from "react";
import { AccountSection } from "@/app/(dashboard)/settings/_components/account-section";
import { ConnectionSection } from "@/app/(dashboard)/settings/_components/connection-section";
import { InstallationSection } from "@/app/(dashboard)/settings/_components/installation-section";
import { ScheduleSection } from "@/app/(dashboard)/settings/_components/schedule-section";
import { UsageFact } from "@/app/(dashboard)/settings/_components/usage-fact";
import { PageHeader } from "@/components/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { can, requireActor } from "@/lib/auth/actor";
import { getInstallation, getUsage } from "@/lib/installation/queries";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const actor = await requireActor();
  const installation = await getInstallation(actor);
  return (
    <>
      <PageHeader
        title="Settings"
        sentence="Your account here, and how this installation reaches Cloudflare."
      />
      <div className="divide-y border-t">
        <AccountSection name={actor.name} email={actor.email} role={actor.role} />
        <ConnectionSection canPrepare={can(actor, "variant:manage")} />
        <InstallationSection
          facts={installation}
          usage={
            <Suspense fallback={<Skeleton className="h-4 w-40" />}>
              <UsageFact usage={getUsage(actor)} />
            </Suspense>
          }
        />
        <ScheduleSection facts={installation} />
      </div>
    </>
  );
}
