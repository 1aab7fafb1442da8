import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** When a process began, so that a number that was given out again is not taken for its first owner; "" if unknown. */
async function beginningOf(pid: number | string): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

async function runs(pid: number, began: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const now = await beginningOf(pid);
  return now === "" || began === "" || now === began;
}

/** Takes a data folder for this process alone. Returns how to let go. */
export async function lockFolder(dataDir: string): Promise<() => Promise<void>> {
  const file = path.join(path.resolve(dataDir), "running");
  await mkdir(path.dirname(file), { recursive: true });
  const mine = `${process.pid} ${await beginningOf(process.pid)}\n`;
  // A predecessor that was asked to end a moment ago may not have ended yet.
  for (let tries = 0; ; tries++) {
    const taken = await writeFile(file, mine, { flag: "wx", mode: 0o600 }).catch((error) => {
      if (error.code !== "EEXIST") throw error;
      return "by another";
    });
    if (taken === undefined) return () => rm(file, { force: true });
    const [pid = "", began = ""] = (await readFile(file, "utf8").catch(() => "")).trim().split(" ");
    // It was killed; an empty note is one that was being written, or that a power cut left behind.
    if (pid === "" ? tries === 10 : !(await runs(Number(pid), began))) await rm(file, { force: true });
    else if (tries === 20)
      throw new Error(`Another Cloudflare Images stand-in is using this folder: ${dataDir}`);
    else await sleep(150);
  }
}
