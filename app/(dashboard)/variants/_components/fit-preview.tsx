import { useId } from "react";
import { fitted, type Size } from "@/app/(dashboard)/variants/geometry";
import { formatPixels } from "@/lib/format";

const photos = [
  { name: "Landscape photo", size: { width: 3000, height: 2000 } },
  { name: "Portrait photo", size: { width: 2000, height: 3000 } },
];

/** What becomes of a photo of six million pixels, drawn to scale inside the box. */
export function FitPreview({ fit, box }: { fit: string; box: Size | null }) {
  return (
    <figure className="grid content-start gap-3 rounded-lg border bg-muted/50 p-4">
      <figcaption className="font-medium text-meta">What comes out</figcaption>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-1">
        {photos.map(({ name, size }) =>
          box ? (
            <Photo key={name} name={name} source={size} box={box} fit={fit} />
          ) : (
            <p key={name} className="text-meta text-muted-foreground">
              {name}: give the box a width and a height.
            </p>
          ),
        )}
      </div>
    </figure>
  );
}

function Photo({ name, source, box, fit }: { name: string; source: Size; box: Size; fit: string }) {
  const clip = useId();
  const { output, picture } = fitted(fit, source, box);
  const extent = Math.max(box.width, box.height, output.width, output.height);
  const [ox, oy] = [(extent - output.width) / 2, (extent - output.height) / 2];
  const line = extent / 110;
  return (
    <div className="grid gap-1.5">
      <svg
        viewBox={`${-line} ${-line} ${extent + 2 * line} ${extent + 2 * line}`}
        aria-hidden
        className="h-28 w-full"
      >
        <clipPath id={clip}>
          <rect x={ox} y={oy} width={output.width} height={output.height} />
        </clipPath>
        {fit === "pad" && <rect x={ox} y={oy} width={output.width} height={output.height} fill="white" />}
        <g clipPath={`url(#${clip})`}>
          <Landscape x={ox + picture.x} y={oy + picture.y} width={picture.width} height={picture.height} />
        </g>
        <rect
          x={(extent - box.width) / 2}
          y={(extent - box.height) / 2}
          width={box.width}
          height={box.height}
          className="fill-none stroke-muted-foreground"
          strokeWidth={line}
          strokeDasharray={`${line * 4} ${line * 3}`}
        />
      </svg>
      <p className="tabular text-center text-muted-foreground text-xs">
        {name}: {formatPixels(output.width, output.height)}
      </p>
    </div>
  );
}

/** Hills and a moon over the whole picture, so that what a fit cuts off is seen to be missing. */
function Landscape({ x, y, width, height }: Size & { x: number; y: number }) {
  return (
    <svg
      x={x}
      y={y}
      width={width}
      height={height}
      viewBox="0 0 60 40"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden
    >
      <path d="M0 0h60v40H0z" className="fill-border" />
      <circle cx="38" cy="9" r="4" className="fill-card" />
      <path d="m0 40 0-8 16-17 11 11 8-7 25 21z" className="fill-muted-foreground" />
    </svg>
  );
}
