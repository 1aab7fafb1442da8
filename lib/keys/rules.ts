const quarter = 15 * 60_000;

/** End of a page picture's signature: the next quarter of an hour but one, 15 to 30 minutes away. */
export function pictureEnd(now: Date): Date {
  return new Date((Math.floor(now.getTime() / quarter) + 2) * quarter);
}

/** Which of the account's keys signs: the one of that name, else the first that Cloudflare lists. */
export function chooseKey<K extends { name: string }>(keys: readonly K[], name: string): K | undefined {
  return keys.find((key) => key.name === name) ?? keys[0];
}
