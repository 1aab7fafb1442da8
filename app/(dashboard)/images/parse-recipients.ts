import { identityOf, type Recipient } from "@/lib/contacts/schema";

/** What stood between two separators, and the one behind it: a comma, a semicolon, a tab, a line's end. */
type Cell = { text: string; end: string };

/**
 * A pasted list, from a mail program, a spreadsheet or a note: `"Nyström, Clara" <clara@dn.se>; Tom <tom@x.org>`,
 * addresses in a row, "Name, Organisation, address", the rows of a table.
 */
export function parseRecipients(text: string): Recipient[] {
  const cells = cellsOf(text.replace(/[^\S\t\r\n]|[\u200B\uFEFF]/g, " "));
  const lines = partsBetween("\n", cells).filter((line) => line.some((cell) => cell.text !== ""));
  // In one line semicolons part people, as mail programs write them; in each of several they part columns.
  const table = lines.length > 1 && lines.every((line) => line.some(({ end }) => end === ";"));
  const headings = lines.length > 1 ? headingsOf(lines[0] ?? []) : null;
  const read = headings
    ? lines.slice(1).map((line) => readRow(line, headings))
    : lines.flatMap((line) => readLine(line, table));
  return read
    .map(({ name, organisation, address }) => ({
      name: (name || address).slice(0, 200).trim(),
      organisation: organisation.slice(0, 200).trim(),
      address: address.slice(0, 254).trim(),
    }))
    .filter(({ name }) => name !== "");
}

/** The same person twice is one recipient, and so is a bare address beside its owner's name. Says who stood twice. */
export function distinctRecipients(rows: Recipient[]): { recipients: Recipient[]; twice: string[] } {
  const named = new Set(rows.filter(isNamed).map(({ address }) => address.toLowerCase()));
  const seen = new Set<string>();
  const twice: string[] = [];
  const recipients = rows.filter((row) => {
    const again = seen.has(identityOf(row)) || (!isNamed(row) && named.has(row.address.toLowerCase()));
    seen.add(identityOf(row));
    if (again) twice.push(row.name);
    return !again;
  });
  return { recipients, twice };
}

const isNamed = ({ name, address }: Recipient) =>
  address === "" || name.toLowerCase() !== address.toLowerCase();

/** Nothing longer is taken for one quoted name or one address. */
const longestQuote = 600;

/** Cuts at the separators that stand neither in quotation marks nor in angle brackets. */
function cellsOf(text: string): Cell[] {
  const cells: Cell[] = [];
  let cell = "";
  const close = (end: string) => {
    cells.push({ text: cell.replace(/\s+/g, " ").trim(), end });
    cell = "";
  };
  for (let at = 0; at < text.length; ) {
    const sign = text.charAt(at);
    const ahead = sign === '"' || sign === "<" ? text.slice(at, at + longestQuote) : "";
    // A quotation mark amid a cell is an inch.
    const quoted = cell.trim() === "" ? /^"((?:[^"\\]|\\[\s\S]|"")*)"/.exec(ahead) : null;
    const whole = quoted?.[0] ?? /^<[^<>\r\n]*>/.exec(ahead)?.[0] ?? sign;
    if (quoted) cell += (quoted[1] ?? "").replace(/\\([\s\S])|"(")/g, "$1$2");
    else if (/^[,;\t]$/.test(whole)) close(whole);
    else if (/^[\r\n]$/.test(whole)) close("\n");
    else cell += whole;
    at += whole.length;
  }
  close("\n");
  return cells;
}

function partsBetween(end: string, cells: Cell[]): Cell[][] {
  const parts: Cell[][] = [[]];
  for (const cell of cells) {
    parts.at(-1)?.push(cell);
    if (cell.end === end) parts.push([]);
  }
  return parts.filter((part) => part.length > 0);
}

type Field = "name" | "first" | "last" | "organisation" | "address";
type Headings = { between: string; fields: (Field | undefined)[] };

/** What tables of people call their columns, without case and signs. */
const headingWords: Record<Field, string[]> = {
  name: ["name", "fullname", "displayname", "contact", "contactname", "person", "recipient"],
  first: ["firstname", "givenname", "forename"],
  last: ["lastname", "surname", "familyname"],
  organisation: ["organisation", "organization", "company", "employer", "outlet", "publication"],
  address: ["email", "emailaddress", "mail", "address", "phone", "phonenumber", "telephone", "mobile"],
};

/** The first row of a table, when it says what its columns are: at least two of them, or the only one. */
function headingsOf(line: Cell[]): Headings | null {
  const fields = line.map(({ text }) => {
    const word = text.toLowerCase().replace(/[^a-z]/g, "");
    return (Object.keys(headingWords) as Field[]).find((field) => headingWords[field].includes(word));
  });
  const known = fields.filter(Boolean).length;
  const ends = new Set(line.slice(0, -1).map(({ end }) => end));
  if (known < Math.min(2, line.length) || ends.size > 1 || line.some(({ text }) => hasAddress(text)))
    return null;
  return { between: line[0]?.end ?? "\n", fields };
}

/** One person, each cell in the field that its column's heading names; other columns follow the organisation. */
function readRow(cells: Cell[], { between, fields }: Headings): Recipient {
  const row = columnsOf(cells, between);
  const under = (field: Field | undefined) => row.filter((text, at) => text !== "" && fields[at] === field);
  const [name = [...under("first"), ...under("last")].join(" "), ...otherNames] = under("name");
  const [address = "", ...otherAddresses] = under("address");
  const own = takeAddress(name);
  return {
    name: own.address === "" ? name : own.name,
    organisation: [...under("organisation"), ...otherNames, ...otherAddresses, ...under(undefined)].join(
      ", ",
    ),
    address: takeAddress(address).address || address || own.address,
  };
}

/** The cells between two such separators, with the other separators back in them. */
const columnsOf = (cells: Cell[], between: string): string[] =>
  partsBetween(between, cells).map((part) =>
    part.map(({ text, end }, at) => (at < part.length - 1 ? text + end : text)).join(" "),
  );

const hasAddress = (text: string) => /@|<[^<>]+>/.test(text);

function readLine(cells: Cell[], table: boolean): Recipient[] {
  const column = cells.some(({ end }) => end === "\t") ? "\t" : table ? ";" : null;
  if (column === null)
    return partsBetween(";", cells).flatMap((part) => readList(part.map(({ text }) => text)));
  const row = columnsOf(cells, column);
  return row.every(hasAddress) ? readList(row) : [fromParts(row)];
}

/** What stands between commas: several people with an address each, or the parts of one. */
function readList(texts: string[]): Recipient[] {
  const parts = texts.flatMap((text) =>
    /^[^\s<>]+@\S+(?: [^\s<>]+@\S+)+$/.test(text) ? text.split(" ") : [text],
  );
  const last = parts.findLastIndex(hasAddress);
  if (parts.filter(hasAddress).length < 2) return [fromParts(joinName(parts))];
  const people: Recipient[] = [];
  let one: string[] = [];
  for (const part of parts.slice(0, last + 1)) {
    one.push(part);
    if (!hasAddress(part)) continue;
    people.push(fromParts(joinName(one)));
    one = [];
  }
  return [...people, ...parts.slice(last + 1).map((name) => fromParts([name]))];
}

/** `Nyström, Clara <clara@dn.se>` without quotation marks: what stands before belongs to the name. */
function joinName(parts: string[]): string[] {
  const at = parts.findIndex((part) => /[^\s<]\s*<[^<>]+>/.test(part));
  return at < 1
    ? parts
    : [
        parts
          .slice(0, at + 1)
          .filter(Boolean)
          .join(", "),
        ...parts.slice(at + 1),
      ];
}

function fromParts(parts: string[]): Recipient {
  const filled = parts.filter(Boolean);
  const at = filled.findIndex(hasAddress);
  const own = takeAddress(filled[at] ?? "");
  const others = filled.filter((_, index) => index !== at);
  const phone =
    own.address === ""
      ? others.findIndex((part, index) => index > 0 && /^\+?[\d\s()/-]{6,}$/.test(part))
      : -1;
  const words = [own.name, ...others.filter((_, index) => index !== phone)].filter(Boolean);
  return {
    name: words[0] ?? "",
    organisation: words.slice(1).join(", "),
    address: own.address || (others[phone] ?? ""),
  };
}

/** Apart: `Tom <tom@x.org>`, `Tom tom@x.org`, `tom@x.org`. */
function takeAddress(text: string): { name: string; address: string } {
  const found = /<([^<>]+)>/.exec(text) ?? /([^\s<>()]*@[^\s<>()]*)/.exec(text);
  if (!found) return { name: "", address: "" };
  const name = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`.replace(
    /\s+/g,
    " ",
  );
  return {
    name: name.trim().replace(/^'(.*)'$/, "$1"),
    address: (found[1] ?? "").trim().replace(/^mailto:/i, ""),
  };
}
