import { defineConfig } from "prisma/config";

// Generating needs no database; only the commands that do read DATABASE_URL.
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://none@127.0.0.1:1/none" },
});
