import type { Entry } from "@/components/upload/walk-folder";

/**
 * What a drop brings, read at once: the browser empties the list when the event is over. A picture dragged out
 * of another program has no entry in a file system and comes as a file.
 */
export function entriesOf({ items }: DataTransfer): Entry[] {
  return [...items]
    .filter(({ kind }) => kind === "file")
    .flatMap((item): Entry[] => {
      const entry = item.webkitGetAsEntry?.();
      if (entry) return [entry as unknown as Entry];
      const file = item.getAsFile();
      return file ? [asEntry(file)] : [];
    });
}

function asEntry(file: File): Entry {
  return { isFile: true, isDirectory: false, name: file.name, file: (done) => done(file) };
}
