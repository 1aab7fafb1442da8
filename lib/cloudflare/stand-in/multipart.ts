import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import busboy from "busboy";
import { Refusal, wrongType } from "./replies.ts";
import type { Rules } from "./rules.ts";
import { watchPace } from "./slow-clients.ts";
import type { Files, Incoming } from "./store/files.ts";

export type ReceivedFile = { incoming: Incoming; filename: string | undefined; declaredType: string };
export type Form = { fields: Map<string, string>; file: ReceivedFile | null };

const notAForm = () => new Refusal(415, 5415, "Bad request: the request body must be multipart/form-data");
const broken = (why: string) => new Refusal(400, 5400, `Bad request: ${why}`);
const malformed = () => broken("the multipart body is malformed");

export const tooLarge = (rules: Rules) =>
  new Refusal(413, 5413, `Image too large: the file size limit is ${rules.maxFileBytes} bytes`);

const partLimits = {
  files: 2,
  fields: 32,
  parts: 40,
  fieldNameSize: 200,
  fieldSize: 16_384,
  headerPairs: 40,
};

/** What is taken for the type of a file that comes without one: its bytes alone then decide. */
export const unknownType = "application/octet-stream";

type HeaderReader = { cb(header: Record<string, string[]>): void };

/** Busboy calls a part without a type text/plain. Whether it said so itself shows only where its headers are read. */
function watchTypes(parser: busboy.Busboy): () => boolean {
  let typed = false;
  let reading: HeaderReader | null = null;
  const watched = new WeakSet<HeaderReader>();
  Object.defineProperty(parser, "_hparser", {
    get: () => reading,
    set(next: HeaderReader | null) {
      reading = next;
      if (next === null || watched.has(next)) return;
      watched.add(next);
      const then = next.cb;
      next.cb = (header) => {
        typed = header["content-type"] !== undefined;
        then(header);
      };
    },
  });
  return () => typed;
}

/** Reads a multipart body as a stream: fields to memory (bounded), one `file` part straight to a temporary file. */
export async function receiveForm(request: IncomingMessage, files: Files, rules: Rules): Promise<Form> {
  if (!/^multipart\/form-data\b/i.test(request.headers["content-type"] ?? "")) throw notAForm();
  const announced = Number(request.headers["content-length"] ?? 0);
  if (announced > rules.maxFileBytes + 1024 * 1024) throw tooLarge(rules);
  if (request.headers["content-length"] === "0") return { fields: new Map(), file: null };
  let parser: busboy.Busboy;
  try {
    parser = busboy({ headers: request.headers, limits: partLimits, defParamCharset: "utf8" });
  } catch {
    throw notAForm(); // no boundary
  }
  const hasType = watchTypes(parser);
  const fields = new Map<string, string>();
  let began = false;
  let file: ReceivedFile | null = null;
  let writing: Promise<void> = Promise.resolve();
  let unwatch = () => {};
  try {
    await new Promise<void>((resolve, reject) => {
      parser.on("field", (name, value, { nameTruncated, valueTruncated }) => {
        if (name === "file") return reject(wrongType()); // text where a picture should be: seen with base64
        if (nameTruncated || valueTruncated) return reject(broken("a field is too long"));
        // The SDK flattens an object to metadata[key]; taking it silently for nothing would lose it.
        if (name.startsWith("metadata[")) return reject(broken("metadata must be one field of JSON text"));
        if (fields.has(name)) return reject(broken("a field was sent twice"));
        fields.set(name, value);
      });
      parser.on("file", (name, stream, { filename, mimeType }) => {
        stream.on("error", () => reject(malformed()));
        if (name !== "file") return reject(broken("the image must be in the field named file"));
        if (began) return reject(broken("only one file can be uploaded"));
        began = true;
        const declaredType = hasType() ? mimeType.toLowerCase() : unknownType;
        // Opened while the part waits: the stream stays paused until somebody reads it.
        writing = files.begin().then((incoming) => {
          file = { incoming, filename, declaredType };
          return store(stream, incoming, rules);
        });
        // The disk's errors have a code; what the parser throws into the stream has none.
        writing.catch((error) => reject(error instanceof Refusal || error.code ? error : malformed()));
      });
      for (const limit of ["partsLimit", "filesLimit", "fieldsLimit"] as const)
        parser.on(limit, () => reject(broken("too many parts")));
      parser.on("error", () => reject(malformed()));
      parser.on("close", () => resolve());
      request.on("error", reject);
      request.on("close", () => {
        if (!request.complete) reject(new Refusal(400, 5433, "Client aborted the request"));
      });
      unwatch = watchPace(request, rules.clients, reject);
      request.pipe(parser);
    });
    await writing;
    return { fields, file };
  } catch (error) {
    request.unpipe(parser);
    parser.destroy();
    request.resume(); // the refusal reaches a client only if what it still sends is read
    await writing.catch(() => {});
    await (file as ReceivedFile | null)?.incoming.discard();
    throw error;
  } finally {
    unwatch();
  }
}

async function store(stream: Readable, incoming: Incoming, rules: Rules) {
  for await (const chunk of stream) {
    if (incoming.bytes + chunk.length > rules.maxFileBytes) throw tooLarge(rules);
    await incoming.write(chunk);
  }
}
