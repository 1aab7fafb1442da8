// What jumps by itself on a page, as the browser reports it.
import type { Page } from "@playwright/test";

type Shift = { value: number; sources: { node: Node | null }[] };

/** Below this a word gave way within its own tile or cell while the page arrived; a row that moves is ten times it. */
const noticed = 0.001;

/** Notes what jumps by itself, from the beginning of each page. */
export async function watchShifts(page: Page) {
  await page.addInitScript(() => {
    const shifts: { value: number; what: string }[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as unknown as Shift[]) {
        const moved = sources.filter(({ node }) => {
          const element = node instanceof Element ? node : node?.parentElement;
          // The foot of the list gives way to what came; nothing else does.
          return node && !element?.closest("[data-foot]");
        });
        const what = moved.map(({ node }) => `${node?.nodeName} ${node?.textContent?.slice(0, 60)}`);
        if (moved.length > 0) shifts.push({ value, what: what.join(" | ") });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

const shiftsOf = (page: Page) =>
  page.evaluate(() => (window as unknown as { shifts: { value: number; what: string }[] }).shifts);

/** Each jump that somebody would see. */
export const shifted = async (page: Page): Promise<string[]> =>
  (await shiftsOf(page)).filter(({ value }) => value >= noticed).map(({ what }) => what);

/** All jumps together, as the browser weighs them: layout shift. */
export const shiftSum = async (page: Page): Promise<number> =>
  (await shiftsOf(page)).reduce((sum, { value }) => sum + value, 0);
