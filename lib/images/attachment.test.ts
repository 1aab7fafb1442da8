import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attachment, servedType } from "@/lib/images/attachment";

describe("the name of a download", () => {
  it("is given twice: for old clients and in full", () => {
    expect(attachment("Été à Köln (final).jpg")).toBe(
      "attachment; filename=\"Ete a Koln (final).jpg\"; filename*=UTF-8''%C3%89t%C3%A9%20%C3%A0%20K%C3%B6ln%20%28final%29.jpg",
    );
  });

  it("cannot leave its folder, end the header or hide its extension", () => {
    expect(attachment("../../etc/passwd")).toContain('filename="_.._etc_passwd"');
    expect(attachment('a"; filename="b.exe')).toContain('filename="a__ filename=_b.exe"');
    expect(attachment("gpj.\u202eexe")).toContain('filename="gpj.exe"');
    expect(attachment("\u0301")).toContain('filename="image"');
    expect(attachment("\r\n")).toContain('filename="image"');
  });

  it("is one safe header line for any name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (name) => {
        const header = attachment(name);
        expect(header).toMatch(/^attachment; filename="[^"\\%;\r\n]+"; filename\*=UTF-8''[\w!#$&+.^`|~%-]+$/);
        expect(() => new Headers({ "content-disposition": header })).not.toThrow();
      }),
    );
  });

  it("names only the types that we accept", () => {
    expect(servedType("image/png")).toBe("image/png");
    expect(servedType("text/html")).toBe("application/octet-stream");
    expect(servedType(null)).toBe("application/octet-stream");
  });
});
