import "server-only";
import { db } from "@/lib/db";

/** Whether the database answers; for the health route, which tells anybody yes or no and nothing else. */
export async function databaseAnswers(): Promise<boolean> {
  try {
    await db().$queryRaw`SELECT 1`;
    return true;
  } catch {
    return false;
  }
}
