import fc from "fast-check";
import { expect, it } from "vitest";
import { parseQuery } from "@/lib/links/query-language";
import { problemsOf } from "@/lib/query/language";
import { suggest } from "./suggestions";

const offers = {
  people: ["Ines", "Li Wei"],
  recipients: ["Clara Nyström"],
  images: ["Harbour 1"],
  variants: ["print", "public"],
  keys: ["default"],
  recent: ["nora is:open"],
};
const labels = (text: string) => suggest(text, text.length, offers).map(({ label }) => label);

it.each([
  ["", ["nora is:open", "is:open", "is:asking", "ends:<24h", "by:me", "mode:gated", "-status:revoked"]],
  [
    "status:e",
    [
      "status:ending",
      "status:ended",
      "status:live",
      "status:paused",
      "status:used",
      "status:revoked",
      "status:dead",
    ],
  ],
  ["by:", ["by:me", "by:Ines", 'by:"Li Wei"']],
  ["to:cl", ['to:"Clara Nyström"']],
  ["variant:pr", ["variant:print"]],
  ["-mode:", ["-mode:direct", "-mode:gated"]],
  ["end", ["ends:", "status:ending", "status:ended"]],
  ["open", ["is:open"]],
  ["clara", ['to:"Clara Nyström"']],
  ["nothing:", []],
])("offers for %s", (text, wanted) => expect(labels(text)).toEqual(wanted));

it("are questions that can be read", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme-ascii", maxLength: 12 }), (text) => {
      for (const label of labels(text))
        if (!label.endsWith(":") && label !== "nora is:open")
          expect(problemsOf(parseQuery(label))).toEqual([]);
    }),
  );
});
