import { databaseAnswers } from "@/lib/health";

export const dynamic = "force-dynamic";

/** 200 when the database answers, 503 when not. Says nothing else: anybody may ask. */
export async function GET() {
  const ok = await databaseAnswers();
  return Response.json({ ok }, { status: ok ? 200 : 503 });
}
