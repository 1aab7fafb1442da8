import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endOf, findAddresses, maskedAddress } from "@/lib/leaks/rules";

const home = { accountHash: "AbCdEfGhIjKlMnOpQrStUv", host: "pictures.example.com" };
const image = "2cdc28f0-017a-49c4-9ed7-87056c839010";
const sig = "ae5dcba11274f001e1a67014411490da3bc32d2d20f329244553333da3c3b7ca";
const path = `/${home.accountHash}/${image}/public`;
const query = `?exp=1900000000&sig=${sig}`;
const url = `https://imagedelivery.net${path}${query}`;
const parts = {
  accountHash: home.accountHash,
  imageId: image,
  variantId: "public",
  exp: "1900000000",
  signature: sig,
  extra: [],
};
const find = (text: string) => findAddresses(text, home);

describe("a delivery address is found", () => {
  it.each([
    ["alone", url],
    ["on a domain of one's own", `https://pictures.example.com/cdn-cgi/imagedelivery${path}${query}`],
    ["without its scheme", `imagedelivery.net${path}${query}`],
    ["without its host", `${path}${query}`],
    ["on a port", `http://127.0.0.1:8787${path}${query}`],
    ["at the end of a sentence", `Look at ${url}.`],
    ["in brackets", `(see <${url}>)`],
    ["in Markdown", `[picture](${url})`],
    ["in HTML", `<img src="${url.replace("&", "&amp;")}">`],
    ["in HTML, escaped twice", `<a href="${url.replace("&", "&amp;amp;")}">x</a>`],
    ["in HTML, in numbers", url.replace("&", "&#38;").replaceAll("/", "&#x2F;")],
    ["in JSON", JSON.stringify({ url }).replaceAll("/", "\\/").replace("&", "\\u0026")],
    ["in a redirect", `https://out.example.com/?to=${encodeURIComponent(url)}`],
    ["in a redirect of a redirect", `https://a.example/?u=${encodeURIComponent(encodeURIComponent(url))}`],
    ["in quoted-printable mail", url.replaceAll("=", "=3D").replace("sig", "s=\r\nig")],
    ["broken in its signature", url.replace("f001", "f0\r\n01")],
    [
      "broken in its path, and quoted",
      `> https://imagedelivery.net/${home.accountHash}/\n> ${image}/public${query}`,
    ],
    ["with an invisible space in it", url.replace("public", "pub\u200Blic")],
  ])("%s", (_, text) => {
    const found = find(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject(parts);
  });

  it("among others, each once, in order", () => {
    const other = url.replace("/public?", "/thumb?");
    const text = `${url}\n${other}\nhttps://example.com/a/b/c and again ${url} ${url.replace("&", "&amp;")}`;
    expect(find(text).map(({ variantId }) => variantId)).toEqual(["public", "thumb"]);
  });

  it("also without a signature, cut off, or with something added", () => {
    expect(find(`https://imagedelivery.net${path}`)[0]).toMatchObject({ signature: null, exp: null });
    expect(find(url.slice(0, -20))[0]?.signature).toHaveLength(44);
    expect(find(`${url}&w=400`)[0]?.extra).toEqual(["w"]);
    expect(find(url.replace("exp=", "exp=1&exp="))[0]).toMatchObject({ exp: "1", extra: ["exp"] });
  });

  it("also the plain one of a picture whose signed one follows", () => {
    const plain = url.replace(/\?.*/, "");
    expect(find(`${plain}\n${url}\n`).map(({ signature }) => signature)).toEqual([null, sig]);
  });

  it("two on following lines stay two", () => {
    expect(find(`${url}\n${url.replace("exp=19", "exp=18")}`)).toHaveLength(2);
  });
});

describe("an id that somebody chose", () => {
  const at = (id: string) => `https://imagedelivery.net/${home.accountHash}/${id}/public`;
  it.each([
    ["photo.jpg", "photo.jpg"],
    ["shop/2026/shoes_red.v2.jpg", "shop/2026/shoes_red.v2.jpg"],
    ["St%C3%BChle/Herbst%20Winter.jpg", "Stühle/Herbst Winter.jpg"],
    ["50%25-off", "50%-off"],
    // Spells nothing that an address can carry: kept as it is written.
    ["a%00b", "a%00b"],
    ["a%ZZ", "a%ZZ"],
    ["a/%2e%2e/b", "a/%2e%2e/b"],
  ])("%s", (written, imageId) => {
    expect(find(`Look at ${at(written)}, please.`)[0]).toMatchObject({ imageId, variantId: "public" });
  });

  it("is found beside another one", () => {
    const text = `${at("my_pic_1")}\n${url} and ${at("my_pic_2")}.`;
    expect(find(text).map(({ imageId }) => imageId)).toEqual(["my_pic_1", image, "my_pic_2"]);
  });

  it("is shown as it stands in the address", () => {
    const [found] = find(at("St%C3%BChle/Herbst%20Winter.jpg"));
    expect(found && maskedAddress(found)).toBe(at("St%C3%BChle/Herbst%20Winter.jpg").replace("https://", ""));
  });

  it("is not read out of a stranger's path, signed or not", () => {
    expect(find("https://example.com/articles/2026/november/page?sig=abc&exp=1900000000")).toEqual([]);
  });
});

describe("no address is found", () => {
  it.each([
    "",
    "nothing",
    "https://example.com/some/long/path",
    "https://example.com/assets/2024/picture.jpg?width=3",
    "/images/01890000-0000-7000-8000-000000000000",
  ])("in %j", (text) => expect(find(text)).toEqual([]));
});

it("a page's whole text is read in a moment, whatever it is", () => {
  const hostile = [
    "a".repeat(200_000),
    "/a".repeat(100_000),
    "%2F".repeat(66_000),
    "&amp;".repeat(40_000),
    "a/".repeat(100_000),
  ];
  const start = performance.now();
  for (const text of hostile) find(text);
  expect(performance.now() - start).toBeLessThan(5_000);
});

it("an address survives any text around it, and shows without its signature", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.string({ maxLength: 200 }), (before, after) => {
      const found = find(`${before} ${url} ${after}`);
      expect(found.some(({ signature }) => signature === sig)).toBe(true);
      for (const one of found) expect(maskedAddress(one)).not.toContain(sig);
    }),
  );
});

it("only ten digits are an end", () => {
  expect(endOf("1900000000")?.toISOString()).toBe("2030-03-17T17:46:40.000Z");
  for (const odd of [null, "", "0", "-1", "1e10", "19000000000", "1900000000.5", "0x71429640"])
    expect(endOf(odd)).toBeNull();
});
