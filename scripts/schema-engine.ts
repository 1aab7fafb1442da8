// Prisma's own schema engine, compiled to wasm: nothing to download, the same Rust code as `prisma migrate`.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as runtime from "@prisma/schema-engine-wasm/schema_engine_bg";

type Query = { sql: string; args: unknown[]; argTypes: unknown[] };
type Fields = { rows: object; fields: { dataTypeID: number }[] };
type ResultSet = { rows: object; columnTypes: number[] };
/** The parts of adapter-pg's connection that we mend; they are not in its public types. */
type Connection = {
  client: { query(sql: string): Promise<unknown> };
  performIO(query: Query): Promise<Fields>;
  queryRaw(query: Query): Promise<ResultSet>;
  executeScript(sql: string): Promise<void>;
  onError(error: unknown): never;
  dispose(): Promise<void>;
};

const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
const wasm = new WebAssembly.Module(readFileSync(path.join(path.dirname(entry), "schema_engine_bg.wasm")));
const { exports } = new WebAssembly.Instance(wasm, { "./schema_engine_bg.js": runtime as never });
(runtime as unknown as { __wbg_set_wasm(wasm: unknown): void }).__wbg_set_wasm(exports);
(exports as unknown as { __wbindgen_start(): void }).__wbindgen_start();
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) },
});

const oneByteChar = 18;
const text = 25;

class MigrationPg extends PrismaPg {
  readonly url: URL;
  readonly open = new Set<{ dispose(): Promise<void> }>();

  constructor(url: URL) {
    const bare = new URL(url);
    bare.searchParams.delete("schema");
    super({ connectionString: bare.href, max: 1 }, { schema: url.searchParams.get("schema") ?? "public" });
    this.url = url;
  }

  override async connect() {
    const adapter = await super.connect();
    const connection = adapter as unknown as Connection;
    // The engine disposes of some connections itself; adapter-pg refuses a second time.
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      if (this.open.delete(adapter)) await dispose();
    };
    this.open.add(adapter);
    const performIO = connection.performIO.bind(connection);
    const queryRaw = connection.queryRaw.bind(connection);
    const chars = new WeakMap<object, number[]>();
    // The stock adapter splits a script at every ';' (inside $$ bodies, strings and comments too).
    connection.executeScript = async (sql) => {
      try {
        await connection.client.query(sql);
      } catch (error) {
        connection.onError(error);
      }
    };
    // The stock adapter refuses pg_catalog's "char" (oid 18), which the engine reads to describe a schema.
    connection.performIO = async (query) => {
      const result = await performIO(query);
      const columns = result.fields.flatMap((field, index) =>
        field.dataTypeID === oneByteChar ? [index] : [],
      );
      for (const field of result.fields) if (field.dataTypeID === oneByteChar) field.dataTypeID = text;
      chars.set(result.rows, columns);
      return result;
    };
    connection.queryRaw = async (query) => {
      const result = await queryRaw(query);
      for (const index of chars.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    return adapter;
  }

  override async connectToShadowDb() {
    const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
    const main = await this.connect();
    await main.executeScript(`CREATE DATABASE "${name}"`);
    const url = new URL(this.url);
    url.pathname = `/${name}`;
    const shadow = await new MigrationPg(url).connect();
    const close = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await close();
      await main.executeScript(`DROP DATABASE "${name}" WITH (FORCE)`);
      await main.dispose();
    };
    return shadow;
  }
}

/** Opens the engine on a database. Call `close`: the session holds Prisma's advisory lock until it ends. */
export async function openSchemaEngine(databaseUrl: string, schema?: [path: string, source: string][]) {
  const adapter = new MigrationPg(new URL(databaseUrl));
  const engine = await runtime.SchemaEngine.new(
    { datamodels: schema },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
  const close = async () => {
    engine.free();
    await Promise.all([...adapter.open].map((connection) => connection.dispose()));
  };
  return { engine, close };
}
