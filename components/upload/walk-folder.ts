/** A file and the folder it lay in, "" at the top of what was dropped. */
export type Found = { file: File; folder: string };

export type Walked = {
  found: Found[];
  /** Files that systems leave in folders and nobody means to upload. */
  junk: number;
  /** Entries that could not be read. */
  unreadable: number;
  /** There was more than one queue should hold; the rest was not looked at. */
  stopped: boolean;
};

/** The parts of FileSystemEntry that are used: a test gives plain objects. */
export type Entry = {
  readonly isFile: boolean;
  readonly isDirectory: boolean;
  readonly name: string;
  file?(done: (file: File) => void, failed: (error: unknown) => void): void;
  createReader?(): { readEntries(done: (entries: Entry[]) => void, failed: (error: unknown) => void): void };
};

export const walkLimits = { files: 2_000, depth: 16 };

const junkNames = /^(\..*|thumbs\.db|ehthumbs\.db|desktop\.ini|__MACOSX|icon\r)$/i;

export const isJunk = (name: string) => junkNames.test(name);

/**
 * Everything in what was dropped, folders included, in name order. Bounded in number and depth, and it never
 * throws: one unreadable folder costs that folder.
 */
export async function walkEntries(entries: readonly Entry[], limits = walkLimits): Promise<Walked> {
  const walked: Walked = { found: [], junk: 0, unreadable: 0, stopped: false };
  const queue = entries.map((entry) => ({ entry, folder: "", depth: 0 }));

  for (let next = queue.shift(); next; next = queue.shift()) {
    const { entry, folder, depth } = next;
    if (isJunk(entry.name)) {
      walked.junk += 1;
    } else if (walked.found.length >= limits.files || depth > limits.depth) {
      walked.stopped = true;
    } else if (entry.isFile) {
      const file = await readFile(entry);
      if (file) walked.found.push({ file, folder });
      else walked.unreadable += 1;
    } else {
      const children = await readFolder(entry, limits.files);
      if (!children) walked.unreadable += 1;
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      const below = (children ?? []).map((child) => ({ entry: child, folder: path, depth: depth + 1 }));
      // Depth first, so that a folder's files stay together in the list.
      queue.unshift(...below);
    }
  }
  return walked;
}

/** The same for files that a picker gave: the folder picker writes the path into each file. */
export function sortPicked(files: readonly File[], limits = walkLimits): Walked {
  const wanted = files.filter(({ name }) => !isJunk(name));
  const found = wanted.slice(0, limits.files).map((file) => ({
    file,
    folder: file.webkitRelativePath ? file.webkitRelativePath.split("/").slice(0, -1).join("/") : "",
  }));
  return {
    found,
    junk: files.length - wanted.length,
    unreadable: 0,
    stopped: wanted.length > found.length,
  };
}

function readFile(entry: Entry): Promise<File | null> {
  return new Promise((resolve) => {
    if (entry.file) entry.file(resolve, () => resolve(null));
    else resolve(null);
  });
}

/** A reader gives a folder in portions (100 in Chromium) and an empty portion at its end. */
async function readFolder(entry: Entry, most: number): Promise<Entry[] | null> {
  const reader = entry.createReader?.();
  if (!reader) return null;
  const all: Entry[] = [];
  // One more than fits, so that the walk knows there was more.
  while (all.length <= most) {
    const portion = await new Promise<Entry[] | null>((resolve) => {
      reader.readEntries(resolve, () => resolve(null));
    });
    if (!portion) return all.length > 0 ? all : null;
    if (portion.length === 0) break;
    all.push(...portion);
  }
  return all.sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
}
