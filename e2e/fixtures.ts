import { type BrowserContext, test as base, type Page } from "@playwright/test";
import { type Person, type Product, type Role, startProduct } from "./product.ts";

type TestFixtures = {
  /** Signs the page in as a new person of that role, without the form. */
  signInAs(role: Role): Promise<Person>;
  /** A second browser context, signed in as somebody else. */
  pageOf(role: Role): Promise<{ page: Page; person: Person }>;
  /** A page in a browser of its own where nobody is signed in; of this product unless another is named. */
  visit(url?: string): Promise<Page>;
  /** Fails the test if a page of this context logs an error or breaks the content security policy. */
  watch(context: BrowserContext): void;
  /** `watch` for the test's own context. */
  quiet: undefined;
  /** A product before its first run, for the test that needs one. */
  freshProduct: Product;
};
type WorkerFixtures = { product: Product };

/** Console messages that are no fault of ours: the browser's own words for answers a test provokes. */
const expected = /Failed to load resource/;

export const test = base.extend<TestFixtures, WorkerFixtures>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern to see what is used
    async ({}, use) => {
      const product = await startProduct();
      await use(product);
      await product.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above
  freshProduct: async ({}, use) => {
    const product = await startProduct({ owned: false });
    await use(product);
    await product.stop();
  },
  baseURL: async ({ product }, use) => use(product.url),
  signInAs: async ({ context, product }, use) => {
    await use(async (role) => {
      const person = await product.person(role);
      await context.addCookies([await product.sessionCookie(person)]);
      return person;
    });
  },
  visit: async ({ browser, product, watch }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (baseURL = product.url) => {
      const context = await browser.newContext({ baseURL });
      contexts.push(context);
      watch(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
  pageOf: async ({ product, visit }, use) => {
    await use(async (role) => {
      const person = await product.person(role);
      const page = await visit();
      await page.context().addCookies([await product.sessionCookie(person)]);
      return { page, person };
    });
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  watch: async ({}, use) => {
    const noise: string[] = [];
    await use((context) => {
      context.on("console", (message) => {
        const text = message.text();
        if (message.type() === "error" && !expected.test(text)) noise.push(text);
      });
      context.on("weberror", (error) => noise.push(String(error.error())));
    });
    if (noise.length > 0) throw new Error(`The page was not quiet:\n${noise.join("\n")}`);
  },
  quiet: [
    async ({ context, watch }, use) => {
      watch(context);
      await use(undefined);
    },
    { auto: true },
  ],
});

export { expect } from "@playwright/test";
