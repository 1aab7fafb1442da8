import { type Recognised, recipes } from "@/lib/keys/recognise";
import { endOf } from "@/lib/leaks/rules";
import type { Fault, Finding, Verdict } from "@/lib/leaks/schema";

/** What was found out about one address before it is judged. */
export type Evidence = {
  ours: boolean;
  keysRead: boolean;
  /** Deleted keys that are not kept: one of them may have made what no other did. */
  keysMissing: number;
  recognised: Recognised<{ key: { name: string }; goneAt: Date | null }> | null;
  /** What the ledger says that this very signature was made for. */
  made: { imageId: string; variantId: string; expiresAt: Date; keyGoneAt: Date | null } | null;
  /** Without a signature of the ledger: image, variant and end are those of one entry. */
  likely: boolean;
  imageKnown: boolean;
  variantKnown: boolean;
  /** Signed by Darkroom for one of its own screens. */
  pagePicture: boolean;
  /** What was made is what gated links forwarded to: how many did in that second. */
  gates: number;
};
export type Judgement = { verdict: Verdict; headline: string; faults: Fault[] };

const hex64 = /^[0-9a-f]{64}$/;
const beginning = /^[0-9a-f]{0,63}$/i;

/** What an address is, and which part of it is wrong. Pure. */
export function judge(finding: Finding, evidence: Evidence): Judgement {
  const faults = [...formFaults(finding, evidence), ...changedParts(finding, evidence)];
  const told = (verdict: Verdict, headline: string) => ({ verdict, headline, faults });
  const { recognised, made, ours, keysRead, keysMissing } = evidence;
  if (!ours && !made && !recognised) return told("foreign", "Not ours: it names another Cloudflare account");
  if (finding.signature === null && finding.exp === null)
    return told("unsigned", "No signature: it opens only what is open to all");
  if (recognised?.kind === "recipe")
    return told(
      "misspelled",
      `Made with our key ${recognised.by.key.name}, but in a way that Cloudflare refuses`,
    );
  const exact = recognised?.kind === "right" || recognised?.kind === "endless";
  // A signature that is right cannot have had its path or end changed; the account can. What was hung on behind it,
  // as mail programs and networks do, anyone takes off again: it is told and changes no verdict.
  const altered = exact ? !ours : faults.some(({ part }) => part !== "address");
  if (made && altered) return told("altered", "Ours, with a part changed afterwards");
  if (recognised && altered)
    return told("altered", `Made with our key ${recognised.by.key.name}, then changed`);
  if (recognised?.by.goneAt)
    return told("retired", `Genuine once: its key ${recognised.by.key.name} was deleted`);
  if (recognised?.kind === "endless")
    return told("endless", "Genuine, and without an end: only its key or its image stops it");
  if (recognised && evidence.gates > 0)
    return told(
      "brief",
      evidence.gates === 1
        ? "Genuine: the short address that a gated link forwarded to"
        : `Genuine: the short address that one of ${evidence.gates} gated links forwarded to`,
    );
  if (recognised && evidence.pagePicture)
    return told("page", "Genuine: a picture on one of Darkroom's own screens");
  if (recognised) return told("genuine", "Genuine: one of our keys signed exactly this");
  if (made && (keysRead || made.keyGoneAt))
    return told("retired", "Genuine once: the key that signed it is not at Cloudflare any more");
  if (made) return told("unchecked", "Ours by the ledger; whether it still opens could not be checked");
  if (beginning.test(finding.signature ?? ""))
    return told(
      "cut",
      evidence.likely
        ? "Cut off: all that is left of it is as in one entry"
        : "Cut off: whether it was ours cannot be told",
    );
  if (evidence.likely)
    return told("altered", "Probably ours with another signature: the rest is one entry's");
  if (!keysRead)
    return told("unchecked", "Cloudflare could not be asked for the keys, so the signature is not checked");
  if (keysMissing > 0)
    return told(
      "unchecked",
      `None of our known keys made it; ${keysMissing === 1 ? "1 deleted key is" : `${keysMissing} deleted keys are`} not kept`,
    );
  return told("forged", "Forged: none of our keys made this signature");
}

function formFaults(finding: Finding, { ours, recognised, imageKnown, variantKnown }: Evidence): Fault[] {
  const faults: Fault[] = [];
  const add = (part: Fault["part"], sentence: string) => faults.push({ part, sentence });
  const { signature, exp, extra, imageId, variantId } = finding;
  if (!ours) add("account", "The account in the address is not this one.");
  if (ours && !imageKnown)
    add("image", `No image of this account that Darkroom knows has the id ${imageId.slice(0, 80)}.`);
  if (!variantKnown) add("variant", `The account has no variant named ${variantId.slice(0, 60)}.`);
  if (recognised?.kind === "variant")
    add("variant", `The signature is for the variant ${recognised.variantId}, not ${variantId}.`);
  if (recognised?.kind === "recipe")
    add("recipe", `The signature is made wrongly: ${recipes[recognised.recipe]}.`);
  if (recognised?.kind === "endless" && exp !== null)
    add(
      "end",
      "The signature does not cover an end. Without its exp this address opens the picture for ever.",
    );
  if (signature === null && exp !== null) add("signature", "Its signature is missing.");
  if (signature === null) return faults;
  if (recognised?.kind === "case")
    add("signature", "Its letters were turned into capitals; Cloudflare wants small ones.");
  else if (recognised?.kind === "cut")
    add("signature", `It is cut off after ${recognised.length} of 64 characters.`);
  else if (!hex64.test(signature))
    add(
      "signature",
      `A signature has 64 hexadecimal characters; this has ${signature.length}${/^[0-9a-f]*$/i.test(signature) ? "" : ", and others among them"}.`,
    );
  if (exp !== null && !endOf(exp)) add("end", "The end is not a time in seconds, so Cloudflare refuses it.");
  if (exp === null && recognised?.kind !== "endless") add("end", "It has no exp: the end is missing.");
  if (extra.length > 0)
    add(
      "address",
      `It carries more than exp and sig: ${extra.slice(0, 3).join(", ")}. Cloudflare refuses it as pasted; what is told here is of the address without that.`,
    );
  return faults;
}

/** The ledger knows what this signature was made for: whatever differs was changed by somebody. */
function changedParts({ imageId, variantId, exp }: Finding, { made }: Evidence): Fault[] {
  if (!made) return [];
  const faults: Fault[] = [];
  if (made.imageId !== imageId)
    faults.push({ part: "image", sentence: "The signature was made for another image." });
  if (made.variantId !== variantId)
    faults.push({ part: "variant", sentence: `The signature was made for the variant ${made.variantId}.` });
  const end = Math.floor(made.expiresAt.getTime() / 1000);
  if (exp !== String(end))
    faults.push({
      part: "end",
      sentence: `The signature was made for the end ${made.expiresAt.toISOString()}.`,
    });
  return faults;
}
