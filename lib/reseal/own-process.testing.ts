// For kill.test.ts only: one server that begins a re-sealing and goes as far as it comes, as a process of its own.
// TSX_TSCONFIG_PATH=bench/tsconfig.json node --import tsx lib/reseal/own-process.testing.ts <ask as JSON>
import { actingFor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { startReseal } from "@/lib/reseal/mutations";

const { now, actorId, ...input } = JSON.parse(process.argv[2] ?? "{}");
clock.now = () => new Date(now);
const actor = await actingFor(actorId);
if (!actor) throw new Error("Nobody may do this.");
console.log("ready");
await startReseal(actor, input);
await db().$disconnect();
console.log("done");
