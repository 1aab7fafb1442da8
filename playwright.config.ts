import { defineConfig } from "@playwright/test";
import { browser } from "./e2e/browser.ts";

export default defineConfig({
  testDir: "e2e",
  fullyParallel: true,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  // Each worker's tests share one product; a test that another one disturbed gets a second, told, chance.
  retries: 1,
  reporter: [
    ["list"],
    ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME || "test-results/browser.json" }],
  ],
  outputDir: "test-results/browser",
  globalSetup: "./scripts/test-postgres.ts",
  use: {
    viewport: { width: 1440, height: 900 },
    // A hand that finds nothing to press says so as soon as an eye would.
    actionTimeout: 15_000,
    launchOptions: await browser(),
    timezoneId: "Europe/Stockholm",
    locale: "en-GB",
    // A trace would keep signed addresses and cookies on disk; screenshots of failures are enough.
    trace: "off",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "chromium", testIgnore: /screens\.spec/ },
    { name: "screens", testMatch: /screens\.spec/ },
  ],
});
