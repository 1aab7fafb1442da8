import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import path from "node:path";

function alive(pid: number) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** One running product a data folder. Returns how to let go, or what the running one wrote about itself. */
export function takeLock(file: string): { release(): void; note(text: string): void } | { held: string } {
  mkdirSync(path.dirname(file), { recursive: true });
  if (existsSync(file)) {
    const [pid = "", note = ""] = readFileSync(file, "utf8").split("\n");
    if (alive(Number(pid)) && Number(pid) !== process.pid) return { held: note };
    rmSync(file); // left behind by one that was killed
  }
  const descriptor = openSync(file, "wx", 0o600);
  writeSync(descriptor, `${process.pid}\n`);
  return {
    release: () => rmSync(file, { force: true }),
    note: (text) => void writeSync(descriptor, `${text}\n`),
  };
}
