import { expect, it } from "vitest";
import { smallestVariant } from "@/app/(dashboard)/images/variant-size";

const variant = (id: string, width: number | null, height: number | null, metadata = "none") => ({
  ...{ id, width, height, metadata },
  fit: "scale-down",
});

it("proposes the variant that shows least, wherever it stands in the list", () => {
  const print = variant("print", 4000, 4000);
  const open = variant("public", 1366, 768);
  expect(smallestVariant([print, open])?.id).toBe("public");
  expect(smallestVariant([variant("full", null, null), print])?.id).toBe("print");
  expect(smallestVariant([open, variant("wide", 800, null)])?.id).toBe("wide");
  expect(smallestVariant([variant("a", 90, 90, "keep"), variant("b", 90, 90)])?.id).toBe("b");
  expect(smallestVariant([])).toBeUndefined();
});
