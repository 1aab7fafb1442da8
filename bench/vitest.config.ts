// For benches that need the product's own modules, a real database and the stand-in around them.
import path from "node:path";
import { defineConfig } from "vitest/config";

const root = path.resolve(import.meta.dirname, "..");
export default defineConfig({
  root,
  resolve: { alias: { "@": root, "server-only": path.join(root, "node_modules/server-only/empty.js") } },
  test: {
    include: ["bench/**/*.bench.ts"],
    globalSetup: ["scripts/test-postgres.ts"],
    testTimeout: 600_000,
    disableConsoleIntercept: true,
  },
});
