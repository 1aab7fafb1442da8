import "server-only";
import { cache } from "react";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { earliest } from "@/lib/exposure/rules";
import type { AccountFacts } from "@/lib/exposure/schema";

type Row = {
  id: string | null;
  alwaysPublic: boolean;
  checkedAt: Date;
  syncedAt: Date | null;
  syncError: string | null;
  foreignPrivate: number | null;
  foreignPublic: number | null;
};

/** What is kept of the account: its variants, and what its last reading found. Read once a request, in one statement. */
export const readMirror = cache(async () => {
  const rows = await db().$queryRaw<Row[]>`
    SELECT variant."id", variant."alwaysPublic", variant."checkedAt", installation."syncedAt",
      installation."syncError", installation."foreignPrivate", installation."foreignPublic"
    FROM (SELECT 1) one LEFT JOIN "Installation" installation ON installation."id" = 1
    LEFT JOIN "Variant" variant ON true ORDER BY variant."id"`;
  const [first] = rows;
  return {
    variants: rows.filter((row): row is Row & { id: string } => row.id !== null),
    syncedAt: first?.syncedAt ?? null,
    syncError: first?.syncError ?? null,
    foreign: { private: first?.foreignPrivate ?? 0, public: first?.foreignPublic ?? 0 },
  };
});

/** What the account adds: the always-public variants and when each thing was last read. */
export const readAccount = cache(async (): Promise<AccountFacts> => {
  const { variants, syncedAt } = await readMirror();
  return {
    alwaysPublic: variants.filter(({ alwaysPublic }) => alwaysPublic).map(({ id }) => id),
    // Rows held for a while carry a time ahead; nothing was ever heard later than now.
    variantsCheckedAt:
      variants.length > 0 ? earliest([clock.now(), ...variants.map(({ checkedAt }) => checkedAt)]) : null,
    syncedAt,
  };
});
