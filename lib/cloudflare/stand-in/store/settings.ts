import type { Database } from "./database.ts";
import { memo } from "./memo.ts";

export type Settings = {
  flexible_variants: boolean;
  browser_ttl: number | null;
  preserve_content_credentials: boolean;
};

const defaults: Settings = {
  flexible_variants: false,
  browser_ttl: null,
  preserve_content_credentials: false,
};

/** Account-wide switches (`/images/v1/config`). */
export function settingRows({ pool }: Database) {
  const all = memo(async (): Promise<Settings> => {
    const { rows } = await pool.query<{ value: Partial<Settings> }>(
      "SELECT value FROM setting WHERE name = 'config'",
    );
    return { ...defaults, ...rows[0]?.value };
  });
  return {
    all: () => all.get(),
    peek: all.peek,
    forget: all.clear,
    async change(to: Partial<Settings>) {
      await pool.query(
        `INSERT INTO setting (name, value) VALUES ('config', $1)
         ON CONFLICT (name) DO UPDATE SET value = setting.value || excluded.value`,
        [to],
      );
      all.clear();
      return all.get();
    },
  };
}
export type SettingRows = ReturnType<typeof settingRows>;
