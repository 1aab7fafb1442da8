import fc from "fast-check";
import { expect, it } from "vitest";
import { numberAfter, type To } from "@/app/(dashboard)/collections/_components/order";

it("knows where an image stands after it was moved", () => {
  const list = fc.uniqueArray(fc.uuid(), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(list, fc.nat(), fc.nat(), fc.boolean(), (ids, one, other, byNumber) => {
      const id = ids[one % ids.length] ?? "";
      const rest = ids.filter((known) => known !== id);
      const at = other % (rest.length + 1);
      const afterId = rest[at - 1] ?? null;
      const to: To = byNumber ? { place: at + 1 } : { afterId };
      const places = { from: ids.indexOf(id) + 1, ahead: afterId === null ? 0 : ids.indexOf(afterId) + 1 };
      expect(numberAfter(to, { ...places, of: ids.length })).toBe(at + 1);
    }),
  );
  expect(numberAfter({ place: 2_000_000_000 }, { from: 1, ahead: 0, of: 7 })).toBe(7);
});
