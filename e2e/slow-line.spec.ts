// A screen that arrives in pieces builds up from where it begins: what is there already stays where it is.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { shifted, shiftSum, watchShifts } from "./shifts.ts";
import { expect, test } from "./staged.ts";

/** The product behind a line so slow that the browser draws what it has again and again. */
async function slowLine(url: string) {
  const server = createServer(async (request, response) => {
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers))
      if (typeof value === "string" && name !== "host" && name !== "connection") headers.set(name, value);
    const answer = await fetch(new URL(request.url ?? "/", url), { headers, redirect: "manual" });
    const body = Buffer.from(await answer.arrayBuffer());
    for (const name of ["content-type", "content-security-policy", "location", "cache-control"])
      if (answer.headers.has(name)) response.setHeader(name, answer.headers.get(name) ?? "");
    response.writeHead(answer.status);
    const page = answer.headers.get("content-type")?.startsWith("text/html");
    for (let at = 0; at < body.length; at += page ? 700 : body.length) {
      response.write(body.subarray(at, page ? at + 700 : undefined));
      if (page) await pause(20);
    }
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** A quarter of what is called good by our goals, on a line that nobody has. */
const most = 0.005;

for (const [name, path] of [
  ["exposure", "/"],
  ["library", "/images?q=a"],
  ["library as a table", "/images?view=table"],
  ["links", "/links"],
] as const)
  test(`nothing jumps while ${name} arrives on a slow line`, async ({ page, product, enter }) => {
    await enter(page.context(), "owner");
    await watchShifts(page);
    const line = await slowLine(product.url);
    await page.goto(line.url + path);
    await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
    expect(await shiftSum(page), JSON.stringify(await shifted(page))).toBeLessThan(most);
    line.close();
  });
