import { cn } from "@/lib/cn";

const frame = 48;

type SizeBoxProps = { width: number | null; height: number | null; largest: number; open: boolean };

/**
 * The variant's box in its true shape. The longest side in the list is 48 px; the others shrink by the square
 * root, so that a thumbnail beside a poster is still a shape. A side that is free is dashed.
 */
export function SizeBox({ width, height, largest, open }: SizeBoxProps) {
  const wide = width ?? (height ? height * 1.5 : largest);
  const high = height ?? wide / 1.5;
  const longest = Math.max(wide, high, 1);
  const scale = (frame * Math.sqrt(Math.min(1, longest / largest))) / longest;
  const w = Math.max(4, wide * scale);
  const h = Math.max(4, high * scale);
  return (
    <svg viewBox={`0 0 ${frame} ${frame}`} aria-hidden className="size-12 shrink-0">
      <rect
        x={(frame - w) / 2 + 0.75}
        y={(frame - h) / 2 + 0.75}
        width={Math.max(1, w - 1.5)}
        height={Math.max(1, h - 1.5)}
        rx="1.5"
        strokeWidth="1.5"
        strokeDasharray={width && height ? undefined : "3 2.5"}
        className={cn(open ? "fill-exposed-soft stroke-exposed" : "fill-mat stroke-muted-foreground")}
      />
    </svg>
  );
}

/** The longest side of all, for the scale. */
export function longestSide(variants: { width: number | null; height: number | null }[]): number {
  return Math.max(1, ...variants.flatMap(({ width, height }) => [width ?? 0, height ?? 0]));
}
