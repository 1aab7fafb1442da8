// The plain receiver that uploads are compared with: busboy to a file, fsync, rename, fsync of the folder. No checks.
import { createWriteStream } from "node:fs";
import { open, rename } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import busboy from "busboy";

const dir = process.argv[2] ?? ".";
let files = 0;

async function sync(file: string) {
  const handle = await open(file, "r");
  await handle.sync();
  await handle.close();
}

const server = createServer((request, response) => {
  const form = busboy({ headers: request.headers });
  let work: Promise<void> = Promise.resolve();
  form.on("file", (_, stream) => {
    const name = path.join(dir, String(files++));
    work = (async () => {
      await pipeline(stream, createWriteStream(`${name}.part`));
      await sync(`${name}.part`);
      await rename(`${name}.part`, name);
      await sync(dir);
    })();
  });
  form.on("close", () => void work.then(() => response.end("ok")));
  request.pipe(form);
});
server.listen(0, "127.0.0.1", () => {
  console.log(`ready on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
