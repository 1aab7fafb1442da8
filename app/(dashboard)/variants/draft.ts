import {
  createVariantSchema,
  type fits,
  type metadataModes,
  type VariantRow,
  variantIdSchema,
} from "@/lib/variants/schema";

/** The form as typed: sides are text until they are numbers. */
export type Draft = {
  id: string;
  fit: string;
  width: string;
  height: string;
  metadata: string;
  alwaysPublic: boolean;
};
export type DraftField = keyof Draft;

export type CleanDraft = {
  id: string;
  fit: (typeof fits)[number];
  width: number;
  height: number;
  metadata: (typeof metadataModes)[number];
  alwaysPublic: boolean;
};

const plain: Draft = {
  id: "",
  fit: "scale-down",
  width: "800",
  height: "800",
  metadata: "none",
  alwaysPublic: false,
};
const sideText = (side: number | null) => (side ? String(side) : "");

/** A preview for everybody: at most this many pixels a side. */
const smallSide = 320;

/** What the form starts with: the variant to edit, a smaller public one instead of `smallerThan`, or a new one. */
export function startDraft({
  variant,
  smallerThan,
}: {
  variant?: VariantRow;
  smallerThan?: VariantRow;
}): Draft {
  if (variant) {
    const { id, fit, width, height, metadata, alwaysPublic } = variant;
    return { id, fit, width: sideText(width), height: sideText(height), metadata, alwaysPublic };
  }
  if (!smallerThan) return plain;
  const { id, fit, width, height } = smallerThan;
  const longest = Math.max(width ?? smallSide, height ?? smallSide);
  const scale = Math.min(1, smallSide / longest) * (longest <= smallSide ? 0.5 : 1);
  const side = (pixels: number | null) => String(Math.max(1, Math.round((pixels ?? longest) * scale)));
  const name = `${id}preview`.slice(0, 99);
  return { ...plain, id: name, fit, width: side(width), height: side(height), alwaysPublic: true };
}

/** The draft as the server would take it, or what is wrong with each field. */
export function checkDraft(
  draft: Draft,
  taken: readonly string[],
): { clean: CleanDraft | null; problems: Partial<Record<DraftField, string>> } {
  const problems: Partial<Record<DraftField, string>> = {};
  const result = createVariantSchema.safeParse(draft);
  for (const issue of result.error?.issues ?? []) problems[issue.path[0] as DraftField] ??= issue.message;
  if (draft.id === "") problems.id = "Give it a name, such as preview or print.";
  else if (variantIdSchema.safeParse(draft.id).success && taken.includes(draft.id))
    problems.id = "There is a variant of that name already.";
  return { clean: result.success && !problems.id ? result.data : null, problems };
}
