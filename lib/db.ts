import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/env";
import { type Prisma, PrismaClient } from "@/lib/generated/prisma/client";

export type Tx = Prisma.TransactionClient;

// Hot reload loads this file again and again; the pool must not multiply.
const kept = globalThis as typeof globalThis & { darkroomDb?: PrismaClient };

/**
 * How we connect. Only what stays on our side: poolers refuse a connection whose start names settings of the
 * server, such as `statement_timeout`.
 */
export const poolOf = (connectionString: string) => ({
  connectionString,
  max: 10,
  connectionTimeoutMillis: 5_000,
  idleTimeoutMillis: 30_000,
  query_timeout: 15_000,
});

/** The one database client. Lazy, so that building the app needs no database. */
export function db(): PrismaClient {
  kept.darkroomDb ??= new PrismaClient({ adapter: new PrismaPg(poolOf(env().DATABASE_URL)) });
  return kept.darkroomDb;
}
