import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { seeded, sign } from "../testing.ts";
import { verifySignature } from "./signature.ts";

// Section 4.4 of the fact reference.
const key = "test-images-signing-key-0001";
const image = "/AbCdEfGhIjKlMnOpQrStUv/2cdc28f0-017a-49c4-9ed7-87056c839010";
const exp = 1_900_000_000;
const before = new Date((exp - 1) * 1000);
const a = "ae5dcba11274f001e1a67014411490da3bc32d2d20f329244553333da3c3b7ca";

const check = (path: string, query: string, keys = [key], now = before) =>
  verifySignature(
    path,
    query,
    keys.map((value) => ({ value })),
    now,
  ).ok;

test.each([
  ["A", `${image}/public`, `exp=${exp}&sig=${a}`, key],
  [
    "B, no end",
    `${image}/public`,
    "sig=ad122f422855ee09ce45433cb24d097ebda550a312d6d9284720968e4c34e47d",
    key,
  ],
  [
    "C",
    `${image}/avatar`,
    `exp=${exp}&sig=4fcb5020563923cccc6dc46487fbbbe547bd09c627fd7529f7b312ffdb98bd90`,
    key,
  ],
  [
    "E, the key as printed",
    `${image}/public`,
    `exp=${exp}&sig=7a63c44d5dcc33a8f88518a2a567bb3a3b70af74095d7eda94670b15d9144046`,
    "Oix0bbNaT8Rge9PuyxUBrjI6zrgnsyJ5=",
  ],
])("SL-01: vector %s verifies", (_, path, query, with_) => {
  expect(check(path, query, ["another", with_])).toBe(true);
});

test.each([
  ["D, over the custom-domain path", "cf44a92f17e1872227c594a456e6d2167c82f1f5dccf96aa9d615a60cc208622"],
  ["E', key decoded from base64", "2162101f705d18832da3beeb004bc9425cc261c0dc782d3662f78a0a25c92d71"],
  ["F, id+variant+exp", "67dd940596d6f8aa0b5912e550066f0334200b365b657a0f46b9e748d349b70e"],
])("SL-01: vector %s is refused", (_, sig) => {
  expect(check(`${image}/public`, `exp=${exp}&sig=${sig}`, [key, "Oix0bbNaT8Rge9PuyxUBrjI6zrgnsyJ5="])).toBe(
    false,
  );
});

test("SL-06: a link ends at its second, without grace", () => {
  const at = (ms: number) =>
    check(`${image}/public`, `exp=${exp}&sig=${a}`, [key], new Date(exp * 1000 + ms));
  expect([at(-1000), at(-1), at(0), at(1), at(1000)]).toEqual([true, true, false, false, false]);
});

test.each([
  ["upper-case hex", `exp=${exp}&sig=${a.toUpperCase()}`],
  ["base64", `exp=${exp}&sig=${Buffer.from(a, "hex").toString("base64")}`],
  ["sig first", `sig=${a}&exp=${exp}`],
  ["sig twice", `exp=${exp}&sig=${a}&sig=${a}`],
  ["exp twice", `exp=${exp}&exp=${exp}&sig=${a}`],
  ["sig[]", `exp=${exp}&sig[]=${a}`],
  ["extra parameter before", `v=1&exp=${exp}&sig=${a}`],
  ["extra parameter after", `exp=${exp}&sig=${a}&v=1`],
  ["semicolon", `exp=${exp};sig=${a}`],
  ["trailing &", `exp=${exp}&sig=${a}&`],
  ["trailing newline", `exp=${exp}&sig=${a}\n`],
  ["second ?", `exp=${exp}&sig=${a}?`],
  ["encoded name", `exp=${exp}&%73ig=${a}`],
  ["encoded digit", `exp=%31900000000&sig=${a}`],
  ["no exp", `sig=${a}`],
  ["empty exp", `exp=&sig=${a}`],
  ["exp with zero", `exp=0${exp}&sig=${a}`],
  ["exp with plus", `exp=+${exp}&sig=${a}`],
  ["exp as float", `exp=${exp}.0&sig=${a}`],
  ["exp as exponent", `exp=19e8&sig=${a}`],
  ["short", `exp=${exp}&sig=${a.slice(0, 62)}`],
  ["long", `exp=${exp}&sig=${a}00`],
  ["empty sig", `exp=${exp}&sig=`],
  ["empty", ""],
])("SL-02: an equivalent spelling is refused: %s", (_, query) => {
  expect(check(`${image}/public`, query)).toBe(false);
});

// RFC 4231: what the HMAC underneath has to be.
test.each([
  ["0b".repeat(20), "4869205468657265", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"],
  [
    "4a656665",
    "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  ],
])("SL-01: RFC 4231, key %s", (rfcKey, data, mac) => {
  const text = (hex: string) => Buffer.from(hex, "hex").toString("latin1");
  expect(check(text(data), `sig=${mac}`, [text(rfcKey)])).toBe(true);
});

test.each([
  ["0", false],
  ["-1", false],
  ["1900000000.0", false],
  ["1e10", false],
  ["0x713fb300", false],
  [" 1900000000", false],
  ["1900000000 ", false],
  ["+1900000000", false],
  ["01900000000", false],
  ["9007199254740992", false],
  ["1900000000000", false], // milliseconds
  ["NaN", false],
  ["9999999999", true], // 2286
  ["253402300799", false], // year 9999
  ["1900000000", true],
])("SL-05: an end of %s, correctly signed: %s", (end, served) => {
  const sig = createHmac("sha256", key).update(`${image}/public?exp=${end}`).digest("hex");
  expect(check(`${image}/public`, `exp=${end}&sig=${sig}`)).toBe(served);
});

test("SL-08: a wrong first byte takes as long as a wrong last one", () => {
  const near = (at: number) => a.slice(0, at) + (a[at] === "0" ? "1" : "0") + a.slice(at + 1);
  const [first, last] = [`exp=${exp}&sig=${near(0)}`, `exp=${exp}&sig=${near(63)}`];
  const keys = [{ value: key }];
  const run = (query: string) => {
    const began = process.hrtime.bigint();
    for (let i = 0; i < 500; i++) verifySignature(`${image}/public`, query, keys, before);
    return Number(process.hrtime.bigint() - began);
  };
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < 200; i++) {
    times[0].push(run(first));
    times[1].push(run(last));
  }
  const median = (of: number[]) => of.sort((x, y) => x - y)[of.length / 2] ?? 0;
  const [early, late] = [median(times[0]), median(times[1])];
  const [low, high] = [times[0][50] ?? 0, times[0][150] ?? 0];
  // 100,000 of each: whatever is between the medians is less than the noise within either.
  expect(Math.abs(early - late)).toBeLessThan(Math.max(high - low, early * 0.02));
});

test("no keys, no entry", () => {
  expect(check(`${image}/public`, `exp=${exp}&sig=${a}`, [])).toBe(false);
});

test("SL-02: no edit of a valid link verifies", () => {
  const link = `${image}/public?exp=${exp}&sig=${a}`;
  const edit = fc.record({
    at: fc.nat(link.length - 1),
    cut: fc.integer({ min: 0, max: 3 }),
    put: fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom(..."0123456789abcdefABCDEF&=?%/.;")),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      let changed = link;
      for (const { at, cut, put } of edits) changed = changed.slice(0, at) + put + changed.slice(at + cut);
      fc.pre(changed !== link);
      const mark = changed.indexOf("?");
      const [path, query] = mark < 0 ? [changed, ""] : [changed.slice(0, mark), changed.slice(mark + 1)];
      return !check(path, query);
    }),
    seeded("link edits", Number(process.env.SL_RUNS ?? 100_000)),
  );
});

test("whatever is signed verifies", () => {
  const part = fc.stringMatching(/^[A-Za-z0-9_-]{1,22}$/);
  fc.assert(
    fc.property(
      part,
      part,
      fc.string({ minLength: 1 }),
      fc.integer({ min: exp, max: 9_999_999_999 }),
      (h, v, k, e) => {
        const url = sign(`/${h}/2cdc28f0-017a-49c4-9ed7-87056c839010/${v}`, k, e);
        const [path = "", query = ""] = url.split("?");
        return verifySignature(path, query, [{ value: k }], before).ok;
      },
    ),
    seeded("signed links", 500),
  );
});
