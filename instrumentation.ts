/** Runs once when a server starts: says in words which setting or permission is missing, and starts anyway. */
export async function register() {
  // Only the Node server has the environment and the database; the page policy runs elsewhere too.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { reportStart } = await import("@/lib/sync/start");
  await reportStart();
}
