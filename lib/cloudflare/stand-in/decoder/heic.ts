const brands = new Set(["heic", "heix", "heim", "heis", "hevc", "hevx"]);

type Box = { name: string; from: number; to: number };

/** The boxes between two places, or null when one reaches beyond the end. */
function boxes(file: Buffer, from: number, to: number): Box[] | null {
  const found: Box[] = [];
  for (let at = from; at < to; ) {
    if (at + 8 > to) return null;
    const size = file.readUInt32BE(at);
    const end = size === 0 ? to : at + size;
    if ((size !== 0 && size < 8) || end > to) return null;
    found.push({ name: file.toString("latin1", at + 4, at + 8), from: at + 8, to: end });
    at = end;
  }
  return found;
}

/** Whether a file says that it is HEIC: by its first box and the brand in it. */
export const isHeic = (head: Buffer) =>
  head.toString("latin1", 4, 8) === "ftyp" && brands.has(head.toString("latin1", 8, 12));

/** Width and height that a whole HEIC file tells, as people see it; null when it is cut off or tells none. */
export function heicSize(file: Buffer): { width: number; height: number } | null {
  const top = boxes(file, 0, file.length);
  const meta = top?.find(({ name }) => name === "meta");
  if (!top || !meta || !top.some(({ name }) => name === "mdat")) return null;
  const inside = (of: Box | undefined, skip: number) => (of && boxes(file, of.from + skip, of.to)) ?? [];
  const named = (list: Box[], name: string) => list.find((box) => box.name === name);
  const properties = inside(named(inside(named(inside(meta, 4), "iprp"), 0), "ipco"), 0);
  const sizes = properties
    .filter(({ name, from, to }) => name === "ispe" && to - from >= 12)
    .map(({ from }) => ({ width: file.readUInt32BE(from + 4), height: file.readUInt32BE(from + 8) }));
  const largest = sizes.sort((a, b) => b.width * b.height - a.width * a.height)[0]; // tiles are smaller
  if (!largest || largest.width === 0 || largest.height === 0) return null;
  const turn = named(properties, "irot");
  const upright = !turn || turn.to === turn.from || file.readUInt8(turn.from) % 2 === 0;
  return upright ? largest : { width: largest.height, height: largest.width };
}
