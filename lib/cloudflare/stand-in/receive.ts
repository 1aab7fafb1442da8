import type { StandIn } from "./context.ts";
import type { Inspection } from "./decoder/jobs.ts";
import { fileName } from "./fields.ts";
import type { ReceivedFile } from "./multipart.ts";
import { Refusal } from "./replies.ts";
import type { ImageRow, StoredFile } from "./store/images.ts";

/**
 * Takes a received file into the store: look at it, make it durable, then let `commit` write the row.
 * When `commit` writes none (null) or refuses, the bytes go again.
 */
export async function takeIn(
  standIn: StandIn,
  received: ReceivedFile,
  commit: (filename: string, file: StoredFile) => Promise<ImageRow | null>,
): Promise<ImageRow | null> {
  const { incoming } = received;
  const { files } = standIn.store;
  let facts: Inspection;
  try {
    if (incoming.bytes === 0) throw new Refusal(400, 5400, "Bad request: the file is empty");
    await incoming.flush();
    // The disk writes while the decoder looks; both must agree.
    const looking = standIn.renderer.inspect(incoming.path, received.declaredType, standIn.rules);
    const [looked, synced] = await Promise.allSettled([looking, incoming.sync()]);
    if (synced.status === "rejected") throw synced.reason;
    if (looked.status === "rejected") throw looked.reason;
    facts = looked.value;
  } catch (error) {
    await incoming.discard();
    throw error;
  }
  const file = await incoming.keep();
  let row: ImageRow | null;
  try {
    row = await commit(fileName(received.filename, standIn.rules), {
      ...facts,
      file,
      bytes: incoming.bytes,
    });
  } catch (error) {
    // A refusal wrote nothing. After any other error the row may be there: the sweep at start-up decides.
    if (error instanceof Refusal) await files.remove(file);
    throw error;
  }
  if (!row) await files.remove(file);
  return row;
}
