import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { picture, type Trial, withStandIn } from "../testing.ts";
import { isPublic } from "./addresses.ts";

// SS: what upload by URL must never reach. The canary counts whoever connects to it.
let trial: Trial;
let canary: Server;
let origin: Server;
let handler: RequestListener;
let bytes: Buffer;
let port = 0;
let inside = 0;
let reached = 0;
let lookups = 0;
const names: Record<string, string[]> = {};

const listen = (server: Server, host = "127.0.0.1") =>
  new Promise<number>((ready) => server.listen(0, host, () => ready((server.address() as AddressInfo).port)));
beforeAll(async () => {
  bytes = await picture();
  canary = createServer((_, response) =>
    response.writeHead(200, { "content-type": "image/jpeg" }).end(bytes),
  );
  canary.on("connection", () => reached++);
  origin = createServer((request, response) => handler(request, response));
  [inside, port] = [await listen(canary), await listen(origin)];
  trial = await withStandIn({
    allowFetch: [`origin.test:${port}`, `pin.test:${port}`],
    resolve: async (name) => {
      lookups++;
      const addresses = names[name];
      if (!addresses) throw new Error("ENOTFOUND");
      return name === "pin.test" && lookups > 1 ? ["127.0.0.9"] : addresses;
    },
  });
  Object.assign(names, {
    "origin.test": ["127.0.0.1"],
    "pin.test": ["127.0.0.1"],
    "inside.test": ["127.0.0.1"],
    "mixed.test": ["1.1.1.1", "127.0.0.1"],
    "six.test": ["::1"],
    "mapped.test": ["::ffff:127.0.0.1"],
  });
});
afterAll(async () => {
  await trial.close();
  canary.close();
  origin.close();
});

const fetchUrl = (url: string, fields: Record<string, string> = {}) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ url, ...fields })) form.set(name, value);
  return trial.api("POST", "v1", form);
};
const serve: RequestListener = (_, response) =>
  response.writeHead(200, { "content-type": "image/jpeg" }).end(bytes);

test("an image behind a URL is taken in, with its name", async () => {
  handler = serve;
  const { status, result } = await fetchUrl(`http://origin.test:${port}/shop/caf%C3%A9.jpg?x=1`, {
    metadata: '{"a":1}',
  });
  expect([status, result.filename, result.meta]).toEqual([200, "café.jpg", { a: 1 }]);
});

test("credentials in the URL go to that origin only", async () => {
  const seen: (string | undefined)[] = [];
  handler = (request, response) => {
    seen.push(request.headers.authorization);
    if (request.url === "/a") response.writeHead(302, { location: "/b" }).end();
    else serve(request, response);
  };
  expect((await fetchUrl(`http://user:p%40ss@origin.test:${port}/a`)).status).toBe(200);
  expect(seen).toEqual(Array(2).fill(`Basic ${Buffer.from("user:p@ss").toString("base64")}`));
});

const spellings = () => [
  ...[
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "0x7f.1",
    "0x7f000001",
    "2130706433",
    "017700000001",
    "0177.0.0.1",
    "0",
    "0.0.0.0",
  ],
  ...[
    "127.0.0.1.",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
  ],
  ...[
    "[2002:7f00:1::]",
    "[0:0:0:0:0:0:0:1]",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "a.localhost",
    "x.local",
    "127。0。0。1",
  ],
  ...[
    "①②⑦.0.0.1",
    "inside.test",
    "mixed.test",
    "six.test",
    "mapped.test",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
  ],
  ...[
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "[fe80::1]",
    "[fc00::1]",
    "[ff02::1]",
    "nosuch.test",
  ],
];

/** One address in the ways that resolvers, libraries and browsers have read numbers. */
function written(address: string): string[] {
  const bytes = address.split(".").map(Number);
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  const whole = Buffer.from(bytes).readUInt32BE();
  const hex = (n: number, digits = 2) => n.toString(16).padStart(digits, "0");
  const pairs = `${hex(a)}${hex(b)}:${hex(c)}${hex(d)}`;
  return [
    ...[address, `${address}.`, String(whole), `0x${hex(whole, 8)}`, `0${whole.toString(8)}`],
    ...[bytes.map((n) => `0x${hex(n)}`).join("."), bytes.map((n) => `0${n.toString(8)}`).join(".")],
    ...[
      `${a}.${b}.${c * 256 + d}`,
      `${a}.${b * 65_536 + c * 256 + d}`,
      `0x${hex(a)}.${b}.0${c.toString(8)}.${d}`,
    ],
    ...[address.replaceAll(".", "%2e"), address.replaceAll(".", "。"), address.replaceAll(".", "．")],
    ...[address.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))],
    ...[
      `[::ffff:${address}]`,
      `[::ffff:${pairs}]`,
      `[::${address}]`,
      `[64:ff9b::${address}]`,
      `[2002:${pairs}::]`,
    ],
    ...[`[::ffff:0:${address}]`, `[0:0:0:0:0:ffff:${pairs}]`, `[64:ff9b:1::${address}]`, `[fe80::${pairs}]`],
  ];
}

test("SS-01: four hundred spellings of inside addresses, and none is reached", async () => {
  reached = 0;
  const inner = [
    "127.0.0.1",
    "127.255.255.254",
    "10.1.2.3",
    "172.31.255.254",
    "192.168.0.1",
    "169.254.169.254",
  ];
  inner.push("100.127.255.254", "0.0.0.1", "198.18.0.1", "192.0.2.1", "224.0.0.251", "255.255.255.255");
  const urls = inner.flatMap((address) => written(address).map((host) => `http://${host}:${inside}/`));
  urls.push(...inner.flatMap((address) => written(address).map((host) => `https://a:b@${host}/x?y#z`)));
  expect(urls.length).toBeGreaterThanOrEqual(400);
  for (let at = 0; at < urls.length; at += 8)
    await Promise.all(
      urls.slice(at, at + 8).map(async (url) => {
        const { status, errors } = await fetchUrl(url);
        expect([url, status, errors[0]?.code]).toEqual([url, 400, 5454]);
      }),
    );
  expect(reached).toBe(0);
});

test("SS-01, SS-05: no inside address is reached, however it is spelled; every refusal reads the same", async () => {
  const messages = new Set<string>();
  reached = 0;
  for (const host of spellings())
    for (const at of [`http://${host}:${inside}/`, `http://${host}/`, `http://user@${host}:${inside}/`]) {
      const { status, errors } = await fetchUrl(at);
      expect([at, status, errors[0]?.code]).toEqual([at, 400, 5454]);
      messages.add(errors[0]?.message ?? "");
    }
  for (const url of [
    ...[
      `file:///etc/passwd`,
      `gopher://127.0.0.1:${inside}/`,
      `data:image/png;base64,AAAA`,
      `ftp://127.0.0.1/`,
    ],
    ...[`//127.0.0.1:${inside}/`, "", "http://", "http://[", `http:127.0.0.1:${inside}`, `unix:/tmp/x.sock`],
    ...[`http://1.1.1.1:22/`, `http://origin.test@127.0.0.1:${inside}/`, `http://imagedelivery.net/a/b/c`],
    ...[
      `http://127.0.0.1:${inside}#@origin.test:${port}/`,
      `http://127.0.0.1:${inside}\\@origin.test:${port}/`,
    ],
  ]) {
    const { errors } = await fetchUrl(url);
    expect([url, errors[0]?.code]).toEqual([url, 5454]);
    messages.add(errors[0]?.message ?? "");
  }
  expect(reached).toBe(0);
  expect([...messages]).toHaveLength(1);
});

test("SS-02: the address that was checked is the one connected to", async () => {
  handler = serve;
  lookups = 0;
  expect((await fetchUrl(`http://pin.test:${port}/`)).status).toBe(200);
  expect(lookups).toBe(1);
});

test("SS-03: every hop is checked, and there are at most three", async () => {
  reached = 0;
  const to = (location: string) => {
    handler = (_, response) => response.writeHead(302, { location }).end();
    return fetchUrl(`http://origin.test:${port}/`);
  };
  for (const location of [
    ...[
      `http://127.0.0.1:${inside}/`,
      `http://inside.test:${inside}/`,
      `http://[::1]:${inside}/`,
      "file:///etc/passwd",
    ],
    ...[`//127.1:${inside}/`, "http://169.254.169.254/latest/", "/loop", `http://mixed.test/`],
  ])
    expect([location, (await to(location)).errors[0]?.code]).toEqual([location, 5454]);
  expect(reached).toBe(0);
  let hops = 0;
  handler = (request, response) => {
    hops++;
    const n = Number(request.url?.slice(1));
    if (n === 0) serve(request, response);
    else response.writeHead(307, { location: `/${n - 1}` }).end();
  };
  expect((await fetchUrl(`http://origin.test:${port}/3`)).status).toBe(200);
  hops = 0;
  expect((await fetchUrl(`http://origin.test:${port}/4`)).status).toBe(400);
  expect(hops).toBe(4);
});

test("SS-04: wrong, huge, endless, compressed and broken answers", async () => {
  const answers: [string, RequestListener, number][] = [
    ["not found", (_, r) => r.writeHead(404).end(bytes), 5454],
    ["partial", (_, r) => r.writeHead(206).end(bytes), 5454],
    ["html", (_, r) => r.writeHead(200, { "content-type": "text/html" }).end(bytes), 5455],
    ["text called jpeg", (_, r) => r.writeHead(200, { "content-type": "image/jpeg" }).end("hello"), 5455],
    ["10 GB announced", (_, r) => r.writeHead(200, { "content-length": "10000000000" }).flushHeaders(), 5413],
    [
      "gzip",
      (_, r) => r.writeHead(200, { "content-type": "image/jpeg", "content-encoding": "gzip" }).end(bytes),
      5454,
    ],
    [
      "cut off",
      (_, r) => {
        r.writeHead(200, { "content-type": "image/jpeg", "content-length": String(bytes.length + 9) });
        r.write(bytes, () => r.destroy());
      },
      5454,
    ],
    [
      "endless",
      (_, r) => {
        r.writeHead(200, { "content-type": "image/jpeg" });
        const more = () => r.write(Buffer.alloc(1024 * 1024), (error) => (error ? undefined : more()));
        more();
      },
      5413,
    ],
    ["nothing", (_, r) => r.writeHead(200, { "content-type": "image/jpeg" }).end(), 5400],
  ];
  for (const [name, answer, code] of answers) {
    handler = answer;
    expect([name, (await fetchUrl(`http://origin.test:${port}/`)).errors[0]?.code]).toEqual([name, code]);
  }
});

test("file and url together, or neither, are refused", async () => {
  const form = new FormData();
  form.set("url", `http://origin.test:${port}/`);
  form.set("file", new File([new Uint8Array(bytes)], "a.jpg", { type: "image/jpeg" }));
  expect((await trial.api("POST", "v1", form)).errors[0]?.code).toBe(5400);
  expect((await trial.api("POST", "v1", new FormData())).errors[0]?.code).toBe(5400);
});

test("public addresses are told from others", () => {
  for (const address of ["1.1.1.1", "8.8.8.8", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::1"])
    expect([address, isPublic(address)]).toEqual([address, true]);
  for (const address of [
    "",
    "x",
    "127.0.0.1",
    "::1",
    "::",
    "fe80::1%eth0",
    "2001:db8::1",
    "2002::1",
    "::ffff:1.1.1.1",
  ])
    expect([address, isPublic(address)]).toEqual([address, false]);
});
