"use client";

import { FileDown, QrCode } from "lucide-react";
import { useId, useState } from "react";
import { saveFile } from "@/components/save-file";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Address } from "@/lib/links/hand-over";

type QrCodesProps = { addresses: Address[]; recipient: string; onSaved: () => void };

/** One recipient's addresses as codes to be shown or printed, one at a time: a link may have two hundred. */
export function QrCodes({ addresses, recipient, onSaved }: QrCodesProps) {
  const id = useId();
  const [code, setCode] = useState<{ at: number; svg: string }>();
  const several = addresses.length > 1;

  async function draw(at: number) {
    const { renderSVG } = await import("uqr");
    setCode({ at, svg: renderSVG(addresses[at]?.url ?? "", { border: 2 }) });
  }

  const chosen = code && addresses[code.at];
  const name = chosen && several ? `${chosen.name}, ${chosen.variantId}` : "the link";
  return (
    <>
      <Button
        size="sm"
        aria-expanded={code !== undefined}
        aria-controls={id}
        onClick={() => (code ? setCode(undefined) : draw(0))}
      >
        <QrCode aria-hidden />
        {several ? "QR codes" : "QR code"}
      </Button>
      <div id={id} hidden={!code} className="basis-full">
        {code && (
          <div className="grid justify-items-start gap-3 pt-1">
            {several && (
              <Field id={`${id}-which`} label="Code of" className="w-full">
                {(aria) => (
                  <Select {...aria} value={code.at} onChange={({ target }) => draw(Number(target.value))}>
                    {addresses.map((one, at) => (
                      <option key={one.url} value={at}>
                        {one.name}, {one.variantId}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
            )}
            <figure className="grid gap-1.5">
              <img
                src={`data:image/svg+xml,${encodeURIComponent(code.svg)}`}
                alt={`QR code of ${name} for ${recipient}`}
                width={240}
                height={240}
                className="rounded-md bg-white p-2"
              />
              {several && (
                <figcaption className="max-w-60 break-words text-meta text-muted-foreground">
                  {name}
                </figcaption>
              )}
            </figure>
            <Button
              size="sm"
              onClick={() => {
                const file = new Blob([code.svg], { type: "image/svg+xml" });
                saveFile(file, several ? `${name}.svg` : `Link for ${recipient}.svg`);
                onSaved();
              }}
            >
              <FileDown aria-hidden />
              Save for print
            </Button>
          </div>
        )}
      </div>
    </>
  );
}
