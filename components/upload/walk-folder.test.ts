import { describe, expect, it } from "vitest";
import { type Entry, sortPicked, walkEntries } from "@/components/upload/walk-folder";

const fileEntry = (name: string): Entry => ({
  isFile: true,
  isDirectory: false,
  name,
  file: (done) => done(new File(["x"], name)),
});

/** Gives its children in portions, as browsers do. */
function folder(name: string, children: Entry[], portion = 100): Entry {
  return {
    isFile: false,
    isDirectory: true,
    name,
    createReader() {
      let at = 0;
      return {
        readEntries(done) {
          done(children.slice(at, at + portion));
          at += portion;
        },
      };
    },
  };
}

const pathsOf = ({ found }: { found: { file: File; folder: string }[] }) =>
  found.map((one) => [one.folder, one.file.name].filter(Boolean).join("/"));

describe("walkEntries", () => {
  it("finds files in folders in folders, in the order a person would read them", async () => {
    const walked = await walkEntries([
      folder("shoot", [fileEntry("10.jpg"), fileEntry("2.jpg"), folder("raw", [fileEntry("a.jpg")])]),
      fileEntry("cover.jpg"),
    ]);
    expect(pathsOf(walked)).toEqual(["shoot/2.jpg", "shoot/10.jpg", "shoot/raw/a.jpg", "cover.jpg"]);
  });

  it("reads a folder to its end, portion by portion", async () => {
    const children = Array.from({ length: 250 }, (_, index) => fileEntry(`${index}.jpg`));
    expect((await walkEntries([folder("big", children)])).found).toHaveLength(250);
  });

  it("skips and counts what systems leave behind", async () => {
    const walked = await walkEntries([
      folder("shoot", [
        fileEntry(".DS_Store"),
        fileEntry("Thumbs.db"),
        fileEntry("._a.jpg"),
        fileEntry("a.jpg"),
        folder("__MACOSX", [fileEntry("b.jpg")]),
      ]),
    ]);
    expect(pathsOf(walked)).toEqual(["shoot/a.jpg"]);
    expect(walked.junk).toBe(4);
  });

  it("stops at its limits and says so", async () => {
    const children = Array.from({ length: 12 }, (_, index) => fileEntry(`${index}.jpg`));
    const few = await walkEntries([folder("big", children)], { files: 5, depth: 16 });
    expect(few).toMatchObject({ stopped: true });
    expect(few.found).toHaveLength(5);
    const all = await walkEntries([folder("big", children)], { files: 12, depth: 16 });
    expect(all).toMatchObject({ stopped: false });

    const deep = Array.from({ length: 5 }).reduce<Entry>((inner) => folder("d", [inner]), fileEntry("a.jpg"));
    expect(await walkEntries([deep], { files: 10, depth: 3 })).toMatchObject({ found: [], stopped: true });
  });

  it("loses only what cannot be read", async () => {
    const broken: Entry = {
      isFile: true,
      isDirectory: false,
      name: "x.jpg",
      file: (_, failed) => failed(new Error()),
    };
    const locked: Entry = {
      isFile: false,
      isDirectory: true,
      name: "locked",
      createReader: () => ({ readEntries: (_, failed) => failed(new Error()) }),
    };
    const walked = await walkEntries([broken, locked, fileEntry("a.jpg")]);
    expect(pathsOf(walked)).toEqual(["a.jpg"]);
    expect(walked.unreadable).toBe(2);
  });
});

describe("sortPicked", () => {
  it("keeps the folder that a folder picker wrote into the file", () => {
    const file = new File(["x"], "a.jpg");
    Object.defineProperty(file, "webkitRelativePath", { value: "shoot/day 1/a.jpg" });
    const picked = sortPicked([file, new File([""], ".DS_Store"), new File(["x"], "b.jpg")]);
    expect(pathsOf(picked)).toEqual(["shoot/day 1/a.jpg", "b.jpg"]);
    expect(picked.junk).toBe(1);
  });
});
