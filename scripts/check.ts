// The fast part of the tests: format, lint, types, units and integration. `npm test` adds the browser.
import { checks, conclude } from "./test.ts";

await conclude([checks.lint, checks.types, checks.units]);
