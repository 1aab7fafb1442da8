import { type AuditAction, type AuditEvent, auditActions } from "@/lib/audit/schema";
import { browserOf } from "@/lib/client-name";

/**
 * From where it was done, in words; empty when that is not known. What the schedule carries on for a person is that
 * person's, whichever program did the work.
 */
export function originOf({
  address,
  client,
  actorName,
}: Pick<AuditEvent, "address" | "client" | "actorName">): string {
  const carriedOn = client === "schedule" || client === "job";
  const program = carriedOn && actorName !== system ? `work begun by ${actorName}` : browserOf(client);
  return [address, program].filter(Boolean).join(", ");
}

/** The name under which Darkroom acts by itself. */
const system = "Darkroom";

export type Words = { before: string; subject: string; after: string; href: string | null };

type Told = Pick<
  AuditEvent,
  "action" | "details" | "subjectName" | "subjectType" | "subjectId" | "actorName"
>;

const text = (value: unknown) =>
  typeof value === "string" || typeof value === "number" ? String(value) : "?";

function privacyWords(details: Told["details"], word: string): [string, string] {
  if (details.step === "asked") return ["asked Cloudflare to make", word];
  if (details.step === "unchanged") return ["found still", word];
  return ["made", word];
}

const untilWords = ({ endsAt }: Told["details"]) =>
  typeof endsAt === "string" ? `until ${endsAt.slice(0, 16).replace("T", " ")} UTC` : "";

/** A change of a variant is told twice: when Cloudflare was asked, and when it is known to be so. */
const variantWords =
  (asked: string, done: string, after = "") =>
  ({ details }: Told): [string, string] => [
    details.step === "asked" ? `asked Cloudflare to ${asked} the variant` : `${done} the variant`,
    after,
  ];

/** Where a verb and its object do not simply follow each other. */
const phrases: Partial<Record<AuditAction, (event: Told) => [string, string]>> = {
  "person.invited": ({ details }) => ["invited", `as ${text(details.role)}`],
  "person.role-changed": ({ details }) => [
    "changed the role of",
    `from ${text(details.from)} to ${text(details.to)}`,
  ],
  "person.enabled": () => ["enabled", "again"],
  "link.extended": ({ details }) => [
    `gave another end${typeof details.moreOpens === "number" ? ` and ${details.moreOpens} more openings` : ""} to the link for`,
    untilWords(details),
  ],
  "link.issued-again": () => ["issued the link for", "again"],
  "link.copied": () => ["copied the link for", "again"],
  "link.transferred": ({ details }) => ["handed over the link for", `to ${text(details.to)}`],
  "image.made-private": ({ details }) => privacyWords(details, "private"),
  "image.made-public": ({ details }) => privacyWords(details, "public"),
  "variant.created": variantWords("create", "created"),
  "variant.changed": variantWords("change", "changed"),
  "variant.opened": variantWords("make", "made", "always public"),
  "variant.closed": variantWords("make", "made", "private again"),
  "variant.deleted": variantWords("delete", "deleted"),
  "image.resealed": ({ details }) => [
    details.step === "measured" ? "measured that the old address is refused of" : "re-sealed",
    "",
  ],
  "image.copied": ({ details }) =>
    details.step === "measured"
      ? ["measured that the old public address is gone of", ""]
      : [
          "copied",
          details.kept === true ? "to a private image, and kept the public one" : "to a private image",
        ],
  "account.imported": ({ details }) => [
    "imported",
    `${text(Number(details.private) + Number(details.public))} images from the account`,
  ],
  "key.chosen": () => ["chose", "to sign everything new"],
  "key.leaving": () => ["lets", "leave when its last link has ended"],
  "key.stays": () => ["keeps", "after all"],
  "key.measured": () => ["measured that links of", "are refused"],
};

/** Events about oneself or the whole installation name nothing else. */
const alone: readonly AuditAction[] = [
  "installation.created",
  "session.started",
  "session.ended",
  "session.refused",
  "person.joined",
];

function hrefOf({ subjectType, subjectId, action, details }: Told): string | null {
  if (action === "image.deleted" || action === "image.upload-failed" || action === "collection.deleted")
    return null;
  if (subjectType === "link") return `/links/${encodeURIComponent(subjectId)}`;
  const places = {
    variant: "/variants",
    key: "/keys",
    view: details.kind === "links" ? "/links" : "/images",
    person: "/people",
    invitation: "/people",
    job: `/jobs/${encodeURIComponent(subjectId)}`,
    collection: `/collections/${encodeURIComponent(subjectId)}`,
  };
  if (subjectType === "image") return `/images/${encodeURIComponent(subjectId)}`;
  return subjectType === "account" ? null : places[subjectType];
}

/** One event as a sentence after its person's name: "changed the role of", "Ines", "from viewer to editor". */
export function inWords(event: Told): Words {
  const { action, subjectName, subjectType, actorName } = event;
  const known = Object.hasOwn(auditActions, action);
  const self = action === "person.password-changed" && subjectName === actorName;
  if (self) return { before: "changed their own password", subject: "", after: "", href: null };
  const [before, after] = phrases[action]?.(event) ?? [known ? auditActions[action] : action, ""];
  if (alone.includes(action) || subjectType === "account") return { before, subject: "", after, href: null };
  return { before, subject: subjectName, after, href: hrefOf(event) };
}

/** "expiresAt" as "Expires at". */
export function labelOf(key: string): string {
  const words = key.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A detail for reading; nested values as JSON, because nothing may be hidden by its shape. */
export function valueInWords(value: unknown): string {
  if (value === null || value === undefined || value === "") return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length > 0 ? value.map(valueInWords).join(", ") : "none";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
