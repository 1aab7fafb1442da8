import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Measure } from "@/app/(dashboard)/links/desk/[linkId]/_components/measure";
import { Options } from "@/app/(dashboard)/links/desk/[linkId]/_components/options";
import { Pictures } from "@/app/(dashboard)/links/desk/[linkId]/_components/pictures";
import { Progress } from "@/app/(dashboard)/links/desk/[linkId]/_components/progress";
import { copyNewAddresses } from "@/app/(dashboard)/links/desk/[linkId]/actions";
import { Fact, FactList } from "@/components/fact-list";
import { Handovers } from "@/components/handovers";
import { LinkStatus } from "@/components/link-status";
import { MeterBar } from "@/components/meter-bar";
import { PageHeader } from "@/components/page-header";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import { can, requireActor } from "@/lib/auth/actor";
import { formatList } from "@/lib/format";
import { listHandovers, listReseals } from "@/lib/reseal/queries";
import { maxResealed } from "@/lib/reseal/rules";
import { getEntryAccess } from "@/lib/revocation/queries";

export const metadata: Metadata = { title: "Take a link back" };

// Re-sealing moves up to ten originals through this server at a time.
export const maxDuration = 60;

/** Which pictures are meant: `?picture=` once for each; none is all of them. */
const chosenSchema = z.preprocess(
  (given) => (typeof given === "string" ? [given] : given),
  z.array(z.uuid()).max(maxResealed).catch([]),
);

export default async function EntryPage({ params, searchParams }: PageProps<"/links/desk/[linkId]">) {
  const actor = await requireActor();
  const linkId = z.uuid().safeParse((await params).linkId).data;
  const chosen = chosenSchema.parse((await searchParams).picture);
  const entry =
    linkId && can(actor, "leak:examine") ? await getEntryAccess(actor, { linkId, pictures: chosen }) : null;
  if (!entry) notFound();
  const { pictures } = entry;
  const reseals = await listReseals(actor, { linkId: entry.linkId, imageIds: pictures.map(({ id }) => id) });
  const handovers = await listHandovers(actor, { resealIds: reseals.map(({ id }) => id) });
  // What was measured before the addresses last changed says nothing of them now.
  const changedAt = Math.max(0, ...reseals.map((row) => (row.finishedAt ?? row.startedAt).getTime()));
  const canAct = can(actor, "leak:act");
  return (
    <div className="max-w-3xl">
      <PageHeader
        back={{ href: "/links/desk", label: "Leak desk" }}
        title={`${entry.recipient}: ${entry.purpose}`}
        sentence={
          entry.reason ?? "What can still be stopped, counted now, with the smallest way that works first."
        }
        actions={<LinkStatus status={entry.status} reason={entry.reason} />}
      />
      <MeterBar {...entry.meter} />
      {entry.status === "moot" && pictures[0] && (
        <Button asChild className="mt-3">
          <Link href={`/images/${pictures[0].id}`}>Show the image</Link>
        </Button>
      )}
      <FactList className="my-6 border-y">
        <Fact label="Pictures">{formatList(pictures.map(({ name }) => name)) || "None left"}</Fact>
        <Fact label="Issued by">
          {entry.issuedBy}, <Time value={entry.createdAt} show="absolute" />
        </Fact>
        <Fact label="Its end">
          <Time value={entry.endsAt} />
        </Fact>
      </FactList>
      <Progress reseals={reseals} />
      <Handovers handovers={handovers} handOver={canAct ? copyNewAddresses : undefined} />
      {entry.mode === "direct" && entry.choices.length > 1 && entry.best !== null && (
        <Pictures entry={entry} />
      )}
      <Options entry={entry} canAct={canAct} />
      {entry.mode === "direct" && <Measure linkId={entry.linkId} since={changedAt} />}
    </div>
  );
}
