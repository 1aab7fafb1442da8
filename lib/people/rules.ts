import { type Role, roles } from "@/lib/auth/roles";
import type { InvitationRow } from "@/lib/people/schema";

export const invitationDays = 7;
/** Open invitations an installation may have; a full page of strangers is a mistake, not a team. */
export const maxOpenInvitations = 100;

const rank = (role: Role) => roles.length - roles.indexOf(role);

/** Nobody grants a role above their own, so only an owner makes an owner. */
export function mayGrant(by: Role, role: Role): boolean {
  return rank(role) <= rank(by);
}

/** The roles a person may invite to, strongest first. */
export function grantableRoles(by: Role): Role[] {
  return roles.filter((role) => mayGrant(by, role));
}

/** Why this change to an account is refused, or null. `owners` are the ids of the owners who can sign in. */
export function changeProblem(change: {
  kind: "role" | "disable";
  actorId: string;
  targetId: string;
  owners: readonly string[];
}): { code: "FORBIDDEN" | "CONFLICT"; message: string } | null {
  const { kind, actorId, targetId, owners } = change;
  // Read again under the lock: of two owners who demote each other, the second is no owner any more.
  if (!owners.includes(actorId))
    return { code: "FORBIDDEN", message: "You are no longer an owner, so nothing was changed." };
  if (kind === "disable" && actorId === targetId)
    return { code: "CONFLICT", message: "You cannot disable your own account. Ask another owner to do it." };
  if (owners.length === 1 && owners[0] === targetId)
    return {
      code: "CONFLICT",
      message: "This is the only owner. Make somebody else an owner first; nothing was changed.",
    };
  return null;
}

/** Where an invitation stands. A withdrawn one stays withdrawn, also after its time. */
export function invitationStatus(
  row: { acceptedAt: Date | null; revokedAt: Date | null; expiresAt: Date },
  now: Date,
): InvitationRow["status"] {
  if (row.acceptedAt) return "accepted";
  if (row.revokedAt) return "revoked";
  return row.expiresAt > now ? "open" : "expired";
}

const weakWords =
  "password passwort passwd passphrase secret geheim letmein welcome willkommen hallo hello iloveyou admin administrator root user login master dragon monkey football baseball princess sunshine shadow superman batman trustno changeme default test guest qwerty qwertz azerty asdf zxcv yxcv abc abcd abcdef summer winter spring autumn monday january company internet computer samsung google apple correct horse battery staple whatever starwars pokemon freedom killer hunter ninja mustang access flower cheese pepper ginger jordan michael jennifer charlie thomas love god sex money";
const contextWords =
  "darkroom cloudflare images image photo photos picture pictures private public vercel postgres variant signed link upload safelight owner editor viewer";
const rows = [
  "qwertyuiop",
  "qwertzuiop",
  "asdfghjkl",
  "zxcvbnm",
  "abcdefghijklmnopqrstuvwxyz",
  "012345678901234567890",
];

const leet: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
};
const letters = (text: string) => text.replace(/[^\p{L}]/gu, "");
const unleet = (text: string) => text.replace(/[013457@$]/g, (sign) => leet[sign] ?? sign);

/** Words that a guesser tries first for this person: the e-mail's parts and the name. */
function ownWords({ email, name }: { email: string; name: string }): string[] {
  const [local = "", domain = ""] = email.toLowerCase().split("@");
  const parts = [
    local,
    ...local.split(/[^\p{L}]+/u),
    ...domain.split("."),
    ...name.toLowerCase().split(/\s+/),
  ];
  return parts.map(letters).filter((part) => part.length >= 3);
}

/** Whether a text is nothing but these words in a row, in any order and number. */
function isMadeOf(text: string, words: readonly string[]): boolean {
  const reached = [true];
  for (let end = 1; end <= text.length; end++)
    reached[end] = words.some(
      (word) => word && end >= word.length && reached[end - word.length] && text.endsWith(word, end),
    );
  return reached[text.length] === true;
}

/** Four or more neighbours in a row of the keyboard or the alphabet, forwards or backwards. */
function runs(text: string): string[] {
  const found: string[] = [];
  for (const row of [...rows, ...rows.map((keys) => [...keys].reverse().join(""))])
    for (let length = 4; length <= row.length; length++)
      for (let start = 0; start + length <= row.length; start++)
        if (text.includes(row.slice(start, start + length))) found.push(row.slice(start, start + length));
  return found;
}

/**
 * Why a password of the right length would be guessed anyway, or null. Refuses what is only common words,
 * words about this product or this person, runs of keys and few characters, with figures and signs around.
 */
export function passwordProblem(password: string, person: { email: string; name: string }): string | null {
  const text = password.normalize("NFKC").toLowerCase();
  if (new Set(text).size < 5) return "That repeats too few characters. A short sentence is fine.";
  const words = [...weakWords.split(" "), ...contextWords.split(" "), ...ownWords(person), ...runs(text)];
  // "P@ssw0rd2026!": the year goes before figures are read as letters.
  const plain = unleet(text.replace(/[\d\W_]+$/u, ""));
  const cores = [letters(text), letters(plain), letters(plain.replaceAll("i", "l"))];
  const common = cores.some((core) => core.length > 0 && isMadeOf(core, words));
  const digits = text.replace(/\D/g, "");
  const onlyRuns = letters(text) === "" && (digits.length < 12 || isMadeOf(digits, runs(digits)));
  if (!common && !onlyRuns) return null;
  return "That is among the first guesses: common words, or your name or address. Use a short sentence instead.";
}
