import { describe, expect, it } from "vitest";
import { emptyRow, recipientsOf, renamed, rowOf } from "@/app/(dashboard)/images/recipient-rows";

const anna = { id: "1", name: "Anna", organisation: "Elle", address: "anna@elle.example" };

describe("a row of the form", () => {
  it("takes nobody's address by a name alone, and lets go of it with the name", () => {
    expect(renamed(emptyRow, "Anna")).toEqual({ name: "Anna", organisation: "", address: "" });
    expect(recipientsOf([rowOf(anna)])).toEqual([
      { name: "Anna", organisation: "Elle", address: "anna@elle.example" },
    ]);
    expect(renamed(rowOf(anna), "Annabel Smith")).toEqual({
      ...emptyRow,
      name: "Annabel Smith",
    });
  });

  it("keeps what the person wrote", () => {
    const written = { ...rowOf(anna), address: "+46 8 123 456" };
    expect(renamed(written, "Annabel")).toEqual({
      name: "Annabel",
      organisation: "",
      address: "+46 8 123 456",
    });
    const own = { name: "Tom", organisation: "Dagens Bild", address: "" };
    expect(renamed(renamed(own, "Tomas"), "Tomasz")).toEqual({ ...own, name: "Tomasz" });
  });
});
