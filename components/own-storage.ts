/** For as long as the tab, or in every window of this browser. */
type Store = "tab" | "browser";
const mark = "darkroom";

const storeOf = (store: Store): Storage => (store === "tab" ? sessionStorage : localStorage);
// Under the id of whoever the screens were drawn for: the next person at this browser is offered nothing of it.
const keyOf = (name: string): string =>
  `${mark}:${document.querySelector<HTMLElement>("[data-person]")?.dataset.person ?? ""}:${name}`;

/** What this browser keeps for the person who is signed in; null where it keeps nothing. */
export function readOwn(store: Store, name: string): string | null {
  try {
    return storeOf(store).getItem(keyOf(name));
  } catch {
    return null;
  }
}

/** Keeps a text for this person alone; null forgets it. A browser that keeps nothing, or is full, goes without. */
export function keepOwn(store: Store, name: string, text: string | null): void {
  try {
    if (text === null) storeOf(store).removeItem(keyOf(name));
    else storeOf(store).setItem(keyOf(name), text);
  } catch {
    // Nobody waits for it.
  }
}

/** Takes away what was kept here for anybody, for whoever signs out. */
export function forgetOwn(): void {
  try {
    for (const store of [sessionStorage, localStorage])
      for (const key of Object.keys(store)) if (key.startsWith(mark)) store.removeItem(key);
  } catch {
    // A browser that forbids it has kept nothing.
  }
}
