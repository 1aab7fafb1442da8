import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/env";
import { type Prisma, PrismaClient } from "@/lib/generated/prisma/client";

export type Tx = Prisma.TransactionClient;

// Hot reload loads this file again and again; the pool must not multiply.
const kept = globalThis as typeof globalThis & { darkroomDb?: PrismaClient };

function connect() {
  const adapter = new PrismaPg({
    connectionString: env().DATABASE_URL,
    max: 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 10_000,
  });
  return new PrismaClient({ adapter });
}

/** The one database client. Lazy, so that building the app needs no database. */
export function db(): PrismaClient {
  kept.darkroomDb ??= connect();
  return kept.darkroomDb;
}
