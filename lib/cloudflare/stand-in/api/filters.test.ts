import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { imageForm, picture, seeded, type Trial, withStandIn } from "../testing.ts";

let trial: Trial;
const metas = [
  { status: "active", priority: 1, region: "us-east", n: { a: { b: { c: { d: "deep" } } } } },
  { status: "active", priority: 5, region: "us-west", flag: true },
  { status: "draft", priority: 10, region: "eu", flag: false, code: "5" },
  { status: "true", priority: 0.5, region: { name: "eu-west" }, code: 5 },
  {},
];
beforeAll(async () => {
  trial = await withStandIn();
  const bytes = await picture();
  for (const [i, meta] of metas.entries())
    await trial.api(
      "POST",
      "v1",
      imageForm(bytes, { metadata: JSON.stringify(meta), creator: `c${i % 2}` }, `${i}.jpg`),
    );
});
afterAll(() => trial.close());

const list = (query: string) => trial.api("GET", `v2?sort_order=asc&${query}`);
const found = async (query: string) =>
  (await list(query)).result?.images.map((image: { filename: string }) => Number(image.filename[0]));

test.each([
  ["meta.status[eq]=active", [0, 1]],
  ["meta.status[eq:string]=true", [3]],
  ["meta.flag[eq]=true", [1]],
  ["meta.flag[eq:boolean]=false", [2]],
  ["meta.flag[eq:string]=true", []],
  ["meta.code[eq]=5", [2, 3]],
  ["meta.code[eq:number]=5", [3]],
  ["meta.code[eq:number]=5.0", [3]],
  ["meta.code[eq:string]=5", [2]],
  ["meta.priority[gte:number]=5", [1, 2]],
  ["meta.priority[gt]=5", [2]],
  ["meta.priority[lt]=1", [3]],
  ["meta.priority[lte]=1", [0, 3]],
  ["meta.status[gt]=1", []],
  ["meta.region[in]=us-east|us-west", [0, 1]],
  ["meta.priority[in:number]=1|10", [0, 2]],
  ["meta.region.name[eq]=eu-west", [3]],
  ["meta.n.a.b.c.d[eq]=deep", [0]],
  ["meta.n.a.b.c[eq]=deep", []],
  ["meta.status[eq]=active&meta.priority[gt]=1", [1]],
  ["meta.status[eq]=active&meta.status[eq]=draft", []],
  ["meta.status[eq]=active&creator=c1", [1]],
  ["meta.nosuch[eq]=x", []],
  ["meta.status[eq]=' OR true --", []],
])("%s finds %j", async (query, expected) => {
  const encoded = query.split("&").map((part) => part.split("=").map(encodeURIComponent).join("="));
  expect(await found(encoded.join("&"))).toEqual(expected);
});

test.each([
  ["an unknown operator", "meta.a[like]=x"],
  ["an unknown type", "meta.a[eq:date]=x"],
  ["no operator", "meta.a=x"],
  ["six levels", "meta.n.a.b.c.d.e[eq]=deep"],
  ["an odd field", "meta.a-b[eq]=x"],
  ["an empty level", "meta.a..b[eq]=x"],
  ["a long field", `meta.${"a".repeat(101)}[eq]=x`],
  ["a range over text", "meta.a[gt]=x"],
  ["a range typed as text", "meta.a[gt:string]=1"],
  ["no number", "meta.a[eq:number]=x"],
  ["no boolean", "meta.a[eq:boolean]=1"],
  ["booleans in a list", "meta.a[in:boolean]=true"],
  ["eleven values", `meta.a[in]=${Array(11).fill("x").join("|")}`],
  ["six filters", Array.from({ length: 6 }, (_, i) => `meta.a${i}[eq]=x`).join("&")],
])("refused, not ignored: %s", async (_, query) => {
  expect((await list(query)).errors[0]?.code).toBe(5400);
});

test("ten values and five filters are taken", async () => {
  expect((await list(`meta.a[in]=${Array(10).fill("x").join("|")}`)).status).toBe(200);
  expect((await list(Array.from({ length: 5 }, (_, i) => `meta.a${i}[eq]=x`).join("&"))).status).toBe(200);
});

test("any value finds exactly what has it, whatever it contains", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", minLength: 1, maxLength: 30 }), async (value) => {
      const { status, result } = await list(`meta.status[eq:string]=${encodeURIComponent(value)}`);
      const wanted = metas.filter((meta) => "status" in meta && meta.status === value).length;
      expect(status === 200 ? result.images.length : status).toBe(value.includes("\0") ? 400 : wanted);
    }),
    seeded("metadata filters", 100),
  );
});
