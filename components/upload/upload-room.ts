import type { UploadActions } from "@/components/upload/upload-actions";
import type { Entry } from "@/components/upload/walk-folder";
import type { ImageCard } from "@/lib/images/schema";

/** What a person asked the dock for; kept until the part that can do it has loaded. */
export type UploadIntent =
  | { kind: "open" }
  | { kind: "dropped"; entries: Entry[] }
  | { kind: "pasted"; files: File[] }
  | { kind: "samples" }
  | { kind: "earlier"; cards: ImageCard[] };

/** The other names of the shell's events are in `components/layout/nav`. */
export const samplesEvent = "darkroom:upload-samples";

/** A letter box: what is put in before somebody listens is delivered when somebody does. */
export function createInbox<T>() {
  let waiting: T[] = [];
  let reader: ((letter: T) => void) | null = null;
  return {
    put(letter: T) {
      if (reader) reader(letter);
      else waiting.push(letter);
    },
    read(next: (letter: T) => void) {
      reader = next;
      const letters = waiting;
      waiting = [];
      for (const letter of letters) next(letter);
      return () => {
        if (reader === next) reader = null;
      };
    },
  };
}

export type Inbox = ReturnType<typeof createInbox<UploadIntent>>;

/** What the dock of this tab tells the watchers on its pages, which are not its children. */
export const uploadRoom: {
  /** Set while a dock is mounted. */
  settleDue: UploadActions["settleDue"] | null;
  /** The queue is finishing uploads by itself. */
  running: boolean;
} = { settleDue: null, running: false };
