import type { Subject, Values } from "@/lib/jobs/rules";
import type { Act } from "@/lib/jobs/schema";

type RightsAct = Extract<Act, { kind: "rights" }>;

/** The values that an act sets; what it does not name stays. */
export function rightsOf({ credit, ...days }: RightsAct): Values {
  const text = (at: Date | null | undefined) => (at === undefined ? undefined : (at?.toISOString() ?? null));
  const wish = {
    credit,
    rightsFrom: text(days.rightsFrom),
    rightsUntil: text(days.rightsUntil),
    embargoUntil: text(days.embargoUntil),
  };
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
}

/** Whether, with what the image keeps, its rights would end before they begin. */
export function wouldEndEarly(image: Subject, { rightsFrom, rightsUntil }: RightsAct): boolean {
  const from = rightsFrom === undefined ? image.rightsFrom : rightsFrom;
  const until = rightsUntil === undefined ? image.rightsUntil : rightsUntil;
  return from !== null && until !== null && from >= until;
}
