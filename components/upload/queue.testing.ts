import type { CheckVerdict } from "@/components/upload/check-file";
import type { PostOutcome } from "@/components/upload/post-file";
import { createQueue } from "@/components/upload/queue";
import type { CallResult, UploadActions } from "@/components/upload/upload-actions";
import type { Found } from "@/components/upload/walk-folder";
import type { UploadOutcome, UploadTicket } from "@/lib/images/schema";

/** A promise that the test settles when it wants. */
type Held<T> = { settle: (value: T) => void };

export type HeldPost = Held<PostOutcome> & {
  url: string;
  name: string;
  signal: AbortSignal;
  progress: (share: number) => void;
};

export type Called =
  | { name: "start"; private: boolean; keys: string[]; names: string[]; hashes: (string | undefined)[] }
  | { name: "finish" | "renew" | "cancel"; ids: string[] };

type Reply = CallResult<UploadTicket[] | UploadOutcome[]>;

/** A queue with a clock that stands, a server that answers what the test says, and posts that wait for it. */
export function openQueue() {
  let now = 1_000_000;
  let keys = 0;
  const alarms = new Set<{ at: number; run: () => void }>();
  const posts: HeldPost[] = [];
  const calls: Called[] = [];
  const answers: ((called: Called) => Reply | undefined)[] = [];
  const images = new Map<string, string>();
  const dropped: string[] = [];
  const verdicts = new Map<string, CheckVerdict>();
  /** Where an image stands when it is asked about; by file name. */
  const standing = new Map<string, UploadOutcome>();

  const imageOf = (key: string) => {
    const id = images.get(key) ?? `image-${images.size + 1}`;
    images.set(key, id);
    return id;
  };
  const ticket = (imageId: string, key: string): UploadTicket => ({
    key,
    ok: true,
    imageId,
    uploadUrl: `https://upload.test/${imageId}/${calls.length}`,
    expiresAt: new Date(now + 1_800_000),
  });
  const reply = async <T>(called: Called, usual: () => T): Promise<CallResult<T>> => {
    calls.push(called);
    const planned = answers[0]?.(called);
    if (planned) answers.shift();
    return (planned as CallResult<T> | undefined) ?? { ok: true, data: usual() };
  };
  const outcomes = (ids: string[]): UploadOutcome[] =>
    ids.map((imageId) => standing.get(imageId) ?? { imageId, state: "ready", exposure: "sealed" });

  const actions = {
    startUploads: (input) =>
      reply(
        {
          name: "start",
          private: input.private,
          keys: input.files.map(({ key }) => key),
          names: input.files.map(({ name }) => name),
          hashes: input.files.map(({ sha256 }) => sha256),
        },
        () => input.files.map(({ key }) => ticket(imageOf(key), key)),
      ),
    renewUploads: ({ imageIds }) =>
      reply({ name: "renew", ids: imageIds }, () => imageIds.map((id) => ticket(id, keyOf(id)))),
    finishUploads: ({ imageIds }) => reply({ name: "finish", ids: imageIds }, () => outcomes(imageIds)),
    cancelUploads: ({ imageIds }) =>
      reply({ name: "cancel", ids: imageIds }, () =>
        imageIds.map((imageId): UploadOutcome => standing.get(imageId) ?? { imageId, state: "gone" }),
      ),
  } as Omit<UploadActions, "listUnfinished" | "settleDue">;
  const keyOf = (id: string) => [...images].find(([, image]) => image === id)?.[0] ?? "unknown-key-unknown";

  const queue = createQueue({
    actions,
    call: (run) => run() as Promise<CallResult<never>>,
    check: async (file) => verdicts.get(file.name) ?? good,
    post: (url, _file, { name, signal, onProgress }) =>
      new Promise((settle) => {
        posts.push({ url, name, signal, settle, progress: onProgress });
        signal.addEventListener("abort", () => settle({ kind: "aborted" }));
      }),
    now: () => now,
    later: (milliseconds, run) => {
      const alarm = { at: now + milliseconds, run };
      alarms.add(alarm);
      return () => void alarms.delete(alarm);
    },
    makeKey: () => {
      keys += 1;
      return `key-${String(keys).padStart(16, "0")}`;
    },
    thumbs: { keep: () => `blob:${keys}`, drop: (url) => void dropped.push(url) },
  });

  /** Lets every promise that is ready run. */
  const settle = async () => {
    for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
  };

  return {
    queue,
    calls,
    posts,
    images,
    dropped,
    verdicts,
    standing,
    settle,
    alarms,
    /** The next call that `plan` answers gets that answer instead of the usual one. */
    plan: (answer: (called: Called) => Reply | undefined) => void answers.push(answer),
    /** Moves the clock and runs what was due on the way. */
    async pass(milliseconds: number) {
      const end = now + milliseconds;
      await settle();
      for (let due = next(end); due; due = next(end)) {
        alarms.delete(due);
        now = Math.max(now, due.at);
        due.run();
        await settle();
      }
      now = end;
    },
    states: () => queue.snapshot().items.map(({ state }) => state),
    item: (name: string) => {
      const found = queue.snapshot().items.find((item) => item.name === name);
      if (!found) throw new Error(`No row for ${name}.`);
      return found;
    },
    idsOf: (name: Called["name"]) =>
      calls.flatMap((called) => (called.name === name && "ids" in called ? [called.ids] : [])),
  };

  function next(end: number) {
    return [...alarms].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}

export const good: Extract<CheckVerdict, { ok: true }> = {
  ok: true,
  type: "image/jpeg",
  width: 40,
  height: 30,
  holdsLocation: false,
  sha256: null,
  thumb: null,
};

export function files(...names: string[]): Found[] {
  return names.map((name) => ({ file: new File([name], name, { lastModified: 1 }), folder: "" }));
}

export function many(count: number): Found[] {
  return files(...Array.from({ length: count }, (_, index) => `photo-${index + 1}.jpg`));
}
