/** "Firefox on Windows", from what a browser says of itself; the whole text is in the details. */
export function browserOf(client: string): string {
  const name = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(client.replace(/Chrome\/.*(Edg|OPR)\//, "$1/"))?.[1];
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|CrOS|Linux)/.exec(client)?.[1];
  if (!name) return client === "schedule" ? "the schedule" : client.slice(0, 40);
  const names: Record<string, string> = { Edg: "Edge", OPR: "Opera" };
  const systems: Record<string, string> = { "Mac OS X": "macOS", CrOS: "ChromeOS" };
  return `${names[name] ?? name}${system ? ` on ${systems[system] ?? system}` : ""}`;
}
