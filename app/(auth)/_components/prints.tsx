import type { ReactNode } from "react";

/** Three prints drying on a line under the lamp. Decoration: a screen reader is spared it. */
export function Prints({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 800 640" preserveAspectRatio="xMidYMid slice" aria-hidden className={className}>
      <defs>
        <linearGradient id="cone" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="oklch(0.72 0.2 38)" stopOpacity="0.34" />
          <stop offset="1" stopColor="oklch(0.6 0.19 34)" stopOpacity="0" />
        </linearGradient>
        <linearGradient id="paper" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="oklch(0.78 0.105 45)" />
          <stop offset="1" stopColor="oklch(0.58 0.115 37)" />
        </linearGradient>
        <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="oklch(0.42 0.115 33)" />
          <stop offset="1" stopColor="oklch(0.66 0.125 42)" />
        </linearGradient>
        <filter id="soft" x="-20%" y="-10%" width="140%" height="120%">
          <feGaussianBlur stdDeviation="16" />
        </filter>
      </defs>
      <path d="M356 112 150 660h500L444 112z" fill="url(#cone)" filter="url(#soft)" />
      <path d="M400-10v74" stroke="oklch(0.4 0.06 35)" strokeWidth="3" />
      <path d="M352 108a48 48 0 0 1 96 0z" className="fill-safelight" />
      <path d="M342 108h116" stroke="oklch(0.86 0.12 48)" strokeWidth="4" strokeLinecap="round" />
      <path d="M-20 262c260 56 560 56 840 0" fill="none" stroke="oklch(0.52 0.08 36)" strokeWidth="2" />
      <Print x={92} y={283} turn={-2.4} tag="Sealed">
        <path d="M0 118 46 62l30 34 26-24 58 58v50H0z" fill="oklch(0.3 0.085 30)" />
        <path d="m0 148 60-30 44 22 56-26v66H0z" fill="oklch(0.23 0.07 29)" />
        <circle cx="118" cy="36" r="14" fill="oklch(0.8 0.115 50)" />
      </Print>
      <Print x={308} y={298} turn={0.6} tag="Link ends in 48 hours">
        <path d="M0 112h160v68H0z" fill="oklch(0.34 0.09 31)" />
        <path d="M30 128h68l-12 20H42zM62 60v66M62 62l34 52H62z" fill="oklch(0.22 0.07 29)" />
        <path d="M62 60v66" stroke="oklch(0.22 0.07 29)" strokeWidth="2.5" />
        <path d="M8 158h60M92 166h56M20 172h40" stroke="oklch(0.52 0.11 38)" strokeWidth="2" />
      </Print>
      <Print x={526} y={285} turn={2.6} tag="Sealed">
        <circle cx="80" cy="40" r="13" fill="oklch(0.23 0.07 29)" />
        <path d="M52 82a28 30 0 0 1 56 0v8a28 30 0 0 1-56 0z" fill="oklch(0.27 0.08 30)" />
        <path d="M20 180c2-40 22-58 48-60h24c26 2 46 20 48 60z" fill="oklch(0.22 0.07 29)" />
        <path d="M70 106h20v22a10 10 0 0 1-20 0z" fill="oklch(0.27 0.08 30)" />
      </Print>
    </svg>
  );
}

type PrintProps = { x: number; y: number; turn: number; tag: string; children: ReactNode };

function Print({ x, y, turn, tag, children }: PrintProps) {
  const width = tag.length * 6.4 + 34;
  return (
    <g transform={`translate(${x} ${y}) rotate(${turn} 92 0)`}>
      <path d="M0 0h184v232H0z" fill="oklch(0.1 0.02 30)" opacity="0.45" transform="translate(6 9)" />
      <path d="M0 0h184v232H0z" fill="url(#paper)" />
      <svg x="12" y="12" width="160" height="180" aria-hidden>
        <path d="M0 0h160v180H0z" fill="url(#sky)" />
        {children}
      </svg>
      <path d="M40-8h10v20H40zM134-8h10v20h-10z" fill="oklch(0.3 0.05 34)" />
      <g transform="translate(12 199)">
        <rect width={width} height="24" rx="12" fill="oklch(0.2 0.05 30)" opacity="0.92" />
        <path
          d="M12.5 11.5h7v6h-7zM14 11.5V9.8a2 2 0 0 1 4 0v1.7"
          fill="none"
          stroke="oklch(0.86 0.08 50)"
          strokeWidth="1.3"
        />
        <text x="26" y="16.2" fontSize="11.5" fontWeight="500" fill="oklch(0.9 0.06 55)">
          {tag}
        </text>
      </g>
    </g>
  );
}
