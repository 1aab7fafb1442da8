export type Memo<T> = {
  get(): Promise<T>;
  /** The value if it is known now. */
  peek(): T | undefined;
  clear(): void;
};

/**
 * Remembers the result of a small query until `clear()`. The promise is stored before the query runs and writers clear
 * after they committed, so a read that began before a write can never bring the old value back.
 */
export function memo<T>(load: () => Promise<T>): Memo<T> {
  let held: Promise<T> | undefined;
  let value: T | undefined;
  const clear = () => {
    held = undefined;
    value = undefined;
  };
  return {
    clear,
    peek: () => value,
    get() {
      if (held) return held;
      const loading = load();
      held = loading;
      loading.then(
        (loaded) => {
          if (held === loading) value = loaded;
        },
        () => {
          if (held === loading) clear();
        },
      );
      return loading;
    },
  };
}
