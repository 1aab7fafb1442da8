/**
 * Whether the bytes carry a place: a latitude in the GPS directory of EXIF (Exif 3.0, 4.6.6). A hint before
 * sending; what counts is read from the original at Cloudflare. Bounded: a fixed number of segments and entries.
 */
export function holdsLocation(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const tiff = findTiff(view);
    return tiff !== null && hasLatitude(view, tiff);
  } catch (error) {
    // An offset that points outside: a damaged block tells nothing.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const mostSegments = 64;
const mostEntries = 512;
const gpsDirectory = 0x8825;
const gpsLatitude = 2;

/** Start of the TIFF header inside JPEG, PNG or WebP, or null. */
function findTiff(view: DataView): number | null {
  if (view.getUint16(0) === 0xffd8) return findInJpeg(view);
  const signature = view.getUint32(0);
  if (signature === tag("RIFF")) return findInChunks(view, { from: 12, name: "EXIF", nameFirst: true });
  if (signature === 0x89504e47) return findInChunks(view, { from: 8, name: "eXIf", nameFirst: false });
  return null;
}

function findInJpeg(view: DataView): number | null {
  let at = 2;
  for (let seen = 0; seen < mostSegments; seen += 1) {
    const marker = view.getUint16(at);
    // Start of scan or not a marker: metadata is over.
    if (marker === 0xffda || marker >> 8 !== 0xff) return null;
    if (marker === 0xffe1 && view.getUint32(at + 4) === tag("Exif")) return skipName(view, at + 4);
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** PNG writes length, name, data, checksum; RIFF writes name, length (little end first), data, padding. */
function findInChunks(
  view: DataView,
  how: { from: number; name: string; nameFirst: boolean },
): number | null {
  let at = how.from;
  for (let seen = 0; seen < mostEntries && at + 8 <= view.byteLength; seen += 1) {
    const name = view.getUint32(how.nameFirst ? at : at + 4);
    const length = how.nameFirst ? view.getUint32(at + 4, true) : view.getUint32(at);
    if (name === tag(how.name)) return skipName(view, at + 8);
    at += 8 + length + (how.nameFirst ? length % 2 : 4);
  }
  return null;
}

/** Some writers put JPEG's "Exif\0\0" before the TIFF header everywhere. */
function skipName(view: DataView, at: number): number {
  return view.getUint32(at) === tag("Exif") ? at + 6 : at;
}

function hasLatitude(view: DataView, tiff: number): boolean {
  const little = view.getUint16(tiff) === 0x4949;
  const gps = readEntry(view, {
    tiff,
    directory: view.getUint32(tiff + 4, little),
    wanted: gpsDirectory,
    little,
  });
  if (!gps) return false;
  const latitude = readEntry(view, { tiff, directory: gps.value, wanted: gpsLatitude, little });
  return latitude !== null && latitude.count > 0;
}

type Lookup = { tiff: number; directory: number; wanted: number; little: boolean };

function readEntry(view: DataView, { tiff, directory, wanted, little }: Lookup) {
  const start = tiff + directory;
  const entries = Math.min(view.getUint16(start, little), mostEntries);
  for (let index = 0; index < entries; index += 1) {
    const at = start + 2 + index * 12;
    if (view.getUint16(at, little) === wanted)
      return { count: view.getUint32(at + 4, little), value: view.getUint32(at + 8, little) };
  }
  return null;
}

function tag(name: string): number {
  return [...name].reduce((sum, letter) => sum * 256 + letter.charCodeAt(0), 0);
}
