// The stand-in under measurement, as a process of its own. Options come as JSON; prints its address when ready.
import { startStandIn } from "../lib/cloudflare/stand-in/server.ts";

const standIn = await startStandIn({ ...JSON.parse(process.argv[2] ?? "{}"), warm: true });
process.on("SIGTERM", () => void standIn.close().then(() => process.exit(0)));
console.log(`ready on ${standIn.url}`);
