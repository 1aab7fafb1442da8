import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { system } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import type { Tx } from "@/lib/db";

/** What an import is about, for the audit log. */
export const subjectOf = (importId: number) => ({
  type: "account" as const,
  id: "account",
  name: `import ${importId}`,
});

/** Ends an import whose pass is complete, in that transaction, and writes down what it came to. */
export async function endImport(tx: Tx, importId: number): Promise<void> {
  const { count } = await tx.import.updateMany({
    where: { id: importId, state: "running" },
    data: { state: "done", active: null, standing: "", place: null, finishedAt: clock.now() },
  });
  if (count === 0) return;
  const row = await tx.import.findUniqueOrThrow({
    where: { id: importId },
    select: {
      importedPrivate: true,
      importedPublic: true,
      customIds: true,
      read: true,
      startedBy: { select: { id: true, name: true } },
    },
  });
  const findings = await tx.importFinding.groupBy({ by: ["kind"], where: { importId }, _count: true });
  const found = (kind: "changed" | "vanished" | "refused") =>
    findings.find((finding) => finding.kind === kind)?._count ?? 0;
  const { startedBy, read, importedPrivate, importedPublic, customIds } = row;
  await recordAudit(
    tx,
    { ...startedBy, from: system.from },
    {
      action: "account.import-finished",
      subject: subjectOf(importId),
      details: {
        import: importId,
        ...{ read, private: importedPrivate, public: importedPublic, customIds },
        ...{ changed: found("changed"), vanished: found("vanished"), refused: found("refused") },
      },
    },
  );
}
