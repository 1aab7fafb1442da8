import type { Recipient } from "@/lib/contacts/schema";

/** A pasted list, one recipient a line: "Name", "Name <address>", "Name, Organisation, address" or tabs between. */
export function parseRecipients(text: string): Recipient[] {
  return text
    .split(/[\r\n;]+/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map(parseLine)
    .filter(({ name }) => name !== "");
}

function parseLine(line: string): Recipient {
  const angled = /^(.*?)\s*<([^<>]+)>$/.exec(line);
  if (angled) {
    const [, name = "", address = ""] = angled;
    return cut({ name: name.replace(/^"|"$/g, "") || address, organisation: "", address });
  }
  const parts = line.split(/[,\t]/).map((part) => part.trim());
  const address = parts.find((part) => part.includes("@")) ?? "";
  const [name = "", organisation = ""] = parts.filter((part) => part !== "" && part !== address);
  return cut({ name: name || address, organisation, address });
}

const cut = ({ name, organisation, address }: Recipient): Recipient => ({
  name: name.slice(0, 200),
  organisation: organisation.slice(0, 200),
  address: address.slice(0, 254),
});
