import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { AddSpare } from "@/app/(dashboard)/keys/_components/add-spare";
import { HowKeysWork } from "@/app/(dashboard)/keys/_components/how-keys-work";
import { KeyList } from "@/app/(dashboard)/keys/_components/key-list";
import { ReadKeys } from "@/app/(dashboard)/keys/_components/read-keys";
import { Rotation } from "@/app/(dashboard)/keys/_components/rotation";
import { copyRotated } from "@/app/(dashboard)/keys/actions";
import { EmptyState } from "@/components/empty-state";
import { Freshness } from "@/components/freshness";
import { Handovers } from "@/components/handovers";
import { PageHeader } from "@/components/page-header";
import { can, requireActor } from "@/lib/auth/actor";
import { formatCount } from "@/lib/format";
import { lookAtKeys } from "@/lib/keys/outside";
import { getKeyCap, listKeys } from "@/lib/keys/queries";
import { isUnexplained, type KeyRow } from "@/lib/keys/schema";
import { listKeyHandovers } from "@/lib/reseal/queries";

export const metadata: Metadata = { title: "Keys" };

// Deleting a key signs up to two thousand links anew first.
export const maxDuration = 60;

export default async function KeysPage({ searchParams }: PageProps<"/keys">) {
  const actor = await requireActor();
  if (!can(actor, "key:view")) notFound();
  const without = z.uuid().safeParse((await searchParams).without).data;
  const heard = await lookAtKeys(actor);
  const [keys, handovers] = await Promise.all([listKeys(actor), listKeyHandovers(actor)]);
  const canManage = can(actor, "key:manage");
  const present = keys.filter(({ goneAt }) => !goneAt);
  return (
    <>
      <PageHeader
        title="Keys"
        sentence={inWords(keys)}
        actions={
          canManage &&
          present.length < getKeyCap(actor) && (
            <AddSpare suggestion={nextName(keys)} quiet={keys.some(({ waiting }) => waiting > 0)} />
          )
        }
        meta={<Freshness asOf={present[0]?.checkedAt ?? null} stale={!heard} action={<ReadKeys />} />}
      />
      {keys.length === 0 ? (
        <EmptyState
          art="closed"
          title="No signing key seen yet"
          sentence="Darkroom reads the account's keys with the next check. Until then nothing can be signed, so private pictures show no preview."
        />
      ) : (
        <>
          {!heard && (
            <p role="status" className="pb-4 text-ending text-sm">
              Cloudflare did not answer just now. What you see is as old as it says; nothing was changed.
            </p>
          )}
          <Rotation keys={present.filter((key) => key.current || !isUnexplained(key))} />
          <KeyList keys={keys} canManage={canManage} canAct={can(actor, "leak:act")} without={without} />
          {!canManage && (
            <p className="pt-3 text-meta text-muted-foreground">An owner can add, choose and delete keys.</p>
          )}
          <Handovers handovers={handovers} handOver={copyRotated} />
        </>
      )}
      <HowKeysWork />
    </>
  );
}

/** "key2", "key3": a name that was never used. */
function nextName(keys: KeyRow[]): string {
  const used = new Set(keys.map(({ name }) => name.toLowerCase()));
  let number = keys.length + 1;
  while (used.has(`key${number}`)) number += 1;
  return `key${number}`;
}

function inWords(all: KeyRow[]): string {
  const keys = all.filter(({ goneAt }) => !goneAt);
  const links = keys.reduce((sum, { liveLinks }) => sum + liveLinks, 0);
  const current = keys.find(({ current }) => current);
  if (!current) return "The account has no key that Darkroom could sign with.";
  const carrying = keys.filter(({ liveLinks }) => liveLinks > 0);
  const [only] = carrying;
  const where = carrying.length === 1 && only ? only.name : formatCount(carrying.length, "key");
  const unexplained = all
    .filter(isUnexplained)
    .map(
      ({ name, vanishedAt }) =>
        ` The key ${name} ${vanishedAt ? "vanished outside" : "was not made in"} Darkroom.`,
    );
  return `New links are signed with ${current.name}. ${links === 0 ? "No live link hangs on any key." : `${formatCount(links, "live link hangs", "live links hang")} on ${where}.`}${unexplained.slice(0, 3).join("")}`;
}
