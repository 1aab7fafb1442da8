/** A rectangle on the page, in pixels from the page's own corner: it stays where it is while the page scrolls. */
export type Box = { left: number; top: number; right: number; bottom: number };

/** The rectangle between two corners, in whatever order. */
export function boxBetween(a: { x: number; y: number }, b: { x: number; y: number }): Box {
  return {
    left: Math.min(a.x, b.x),
    top: Math.min(a.y, b.y),
    right: Math.max(a.x, b.x),
    bottom: Math.max(a.y, b.y),
  };
}

export function touches(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** This near to an edge of the window, in pixels, it scrolls while one drags; faster the nearer, at most so far a frame. */
const edge = 56;
const fastest = 22;

/** How far to scroll in this frame: negative is up. */
export function scrollStep(y: number, height: number): number {
  const into = Math.max(y - (height - edge), 0) - Math.max(edge - y, 0);
  return Math.round(Math.max(-1, Math.min(1, into / edge)) * fastest);
}
