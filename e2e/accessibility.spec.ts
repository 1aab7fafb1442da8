// Every screen and dialog of the full stage, at both widths and in both themes: axe, and nothing sticks out.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import { alive } from "./hand.ts";
import { screens, settled } from "./screen-list.ts";
import { expect, test } from "./staged.ts";

type Axe = {
  run(
    context: Document,
    options: { runOnly?: string[]; resultTypes: string[] },
  ): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
};
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Another theme changes colours alone. */
const ofColour = ["color-contrast", "link-in-text-block"];
/** A phone has the colours of a desk; these have parts of their own there. */
const darkOnPhones = [
  "exposure",
  "library-selection",
  "library-filters",
  "desk",
  "gate-open",
  "upload-empty",
];

/** What axe calls serious or critical on the page as it stands, with the first place of each. */
async function violations(page: Page, runOnly?: string[]): Promise<string[]> {
  await page.evaluate(axe);
  // A page that is read anew is without its title for a moment, and a button that wakes up fades in.
  await expect(page).toHaveTitle(/\S/);
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .map((animation) => (animation instanceof CSSTransition ? animation.finished : null)),
    ),
  );
  const { violations: found } = await page.evaluate(
    (rules) =>
      (globalThis as unknown as { axe: Axe }).axe.run(document, {
        // What passes is told of one place alone: most of the time went into describing it.
        resultTypes: ["violations"],
        ...(rules && { runOnly: rules }),
      }),
    runOnly,
  );
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
}

for (const { name, path, as = "owner", open } of screens)
  test(`${name} can be used by everybody`, async ({ page, stage, enter }) => {
    await enter(page.context(), as);
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.goto(path(stage));
    const first = page.locator("main button, main a[href]").filter({ visible: true }).first();
    if ((await first.count()) > 0) await alive(first);
    await open?.(page);
    // The same page becomes a phone's: what is drawn depends on the styles alone.
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await settled(page);
      const themes =
        width > 500 || darkOnPhones.includes(name) ? (["light", "dark"] as const) : (["light"] as const);
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await expect(page.locator("html")).toHaveClass(new RegExp(`(^| )${colorScheme}( |$)`));
        const rules = colorScheme === "dark" ? ofColour : undefined;
        expect(await violations(page, rules), `${width} ${colorScheme}`).toEqual([]);
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${width} scrolls sideways`).toBeLessThanOrEqual(0);
    }
  });
