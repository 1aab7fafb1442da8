import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { HowKeysWork } from "@/app/(dashboard)/keys/_components/how-keys-work";
import { KeyList } from "@/app/(dashboard)/keys/_components/key-list";
import { EmptyState } from "@/components/empty-state";
import { Freshness } from "@/components/freshness";
import { PageHeader } from "@/components/page-header";
import { can, requireActor } from "@/lib/auth/actor";
import { formatCount } from "@/lib/format";
import { listKeys } from "@/lib/keys/queries";
import type { KeyRow } from "@/lib/keys/schema";

export const metadata: Metadata = { title: "Keys" };

export default async function KeysPage() {
  const actor = await requireActor();
  if (!can(actor, "key:view")) notFound();
  const keys = await listKeys(actor);
  const present = keys.filter(({ goneAt }) => !goneAt);
  return (
    <>
      <PageHeader
        title="Keys"
        sentence={inWords(present)}
        meta={present[0] && <Freshness asOf={present[0].checkedAt} />}
      />
      {keys.length === 0 ? (
        <EmptyState
          art="closed"
          title="No signing key seen yet"
          sentence="Darkroom reads the account's keys with the next check. Until then nothing can be signed, so private pictures show no preview."
        />
      ) : (
        <KeyList keys={keys} />
      )}
      <HowKeysWork />
    </>
  );
}

function inWords(keys: KeyRow[]): string {
  const links = keys.reduce((sum, { liveLinks }) => sum + liveLinks, 0);
  const current = keys.find(({ current }) => current);
  if (!current) return "The account has no key that Darkroom could sign with.";
  return `New links are signed with ${current.name}. ${formatCount(links, "live link hangs", "live links hang")} on ${formatCount(keys.length, "key")}.`;
}
