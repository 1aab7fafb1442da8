import type { Rules } from "../rules.ts";
import { batchTokens } from "./batch-tokens.ts";
import { type Database, openDatabase } from "./database.ts";
import { type Disk, type Files, openFiles } from "./files.ts";
import { pair } from "./home.ts";
import { type ImageRows, imageRows } from "./images.ts";
import { keyRows } from "./keys.ts";
import { imageLists } from "./lists.ts";
import { lockFolder } from "./lock.ts";
import { openPictures, type Pictures } from "./pictures.ts";
import { seedImages } from "./seed.ts";
import { settingRows } from "./settings.ts";
import { variantRows } from "./variants.ts";

/** Rows in Postgres and bytes in files, taken for this process alone, migrated, paired, seeded and swept. */
export async function openStore(databaseUrl: string, dataDir: string, rules: Rules, disk?: Disk) {
  const closing: (() => unknown)[] = [await lockFolder(dataDir)];
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    const database = await openDatabase(databaseUrl);
    closing.push(database.close);
    const files = await openFiles(dataDir, disk);
    closing.push(files.close);
    const images = imageRows(database, rules.expiredDraftLingersSeconds);
    const known = await images.knownFiles();
    await pair(dataDir, database, files, known);
    await files.sweep(known);
    const pictures = await openPictures(dataDir, rules.diskCacheBytes);
    closing.push(pictures.close);
    return { ...(await fill({ database, files, images, pictures }, rules)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Opened = {
  database: Database;
  files: Files;
  images: ImageRows;
  pictures: Pictures;
};

/** What stands on top of opened rows and files: keys, variants, settings, lists. */
async function fill({ database, files, images, pictures }: Opened, rules: Rules) {
  const keys = keyRows(database, rules);
  const variants = variantRows(database, rules);
  const settings = settingRows(database);

  async function seed() {
    await keys.seed();
    await variants.seed();
  }
  await seed();

  return {
    database,
    files,
    pictures,
    images,
    keys,
    variants,
    settings,
    batchTokens: batchTokens(database),
    list: imageLists(database),
    seed: (images: number, now: Date) => seedImages(database, files, images, now),
    /** Back to an account nobody has used: new key, the seeded variant, no images. */
    async reset() {
      await database.pool.query("TRUNCATE image, signing_key, variant, setting, batch_token");
      for (const rows of [images, keys, variants, settings]) rows.forget();
      await seed();
      await files.sweep(new Set());
    },
  };
}
export type Store = Awaited<ReturnType<typeof openStore>>;
