/**
 * DuckDB, as far as the report needs it. The library is loaded from this folder's own packages, which
 * the connector does not have. https://duckdb.org/docs/current/clients/node_neo/overview
 */
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {REPORT_FOLDER} from '../folders';

export type SqlValue = string | number | boolean | null;

export interface Database {
  /** @throws Error with DuckDB's words. */
  run(sql: string, values?: SqlValue[]): Promise<void>;
  /** Text, truth values, and numbers as doubles; cast anything else in the query. */
  rows<Row>(sql: string, values?: SqlValue[]): Promise<Row[]>;
  /** All of it or nothing. */
  transaction(work: () => Promise<void>): Promise<void>;
  close(): void;
}

export interface DatabaseOptions {
  /** Created where it does not exist. */
  file: string;
  /** For what does not fit into memory. */
  spillFolder: string;
  memoryLimit: string;
}

interface Connection {
  run(sql: string, values?: SqlValue[]): Promise<unknown>;
  stream(
    sql: string,
    values?: SqlValue[],
  ): Promise<{yieldRowObjectJs(): AsyncIterable<Record<string, SqlValue>[]>}>;
  closeSync(): void;
}

interface Instance {
  connect(): Promise<Connection>;
  closeSync(): void;
}

interface NodeApi {
  DuckDBInstance: {create(file: string, settings: Record<string, string>): Promise<Instance>};
}

/** @throws Error with DuckDB's words, for example where another program has the file open. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const {file, spillFolder, memoryLimit} = options;
  const {DuckDBInstance} = loadNodeApi();
  const instance = await DuckDBInstance.create(file, {
    memory_limit: memoryLimit,
    temp_directory: spillFolder,
    // Nothing is fetched from DuckDB's own servers.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return new OpenDatabase(instance, connection);
}

function loadNodeApi(): NodeApi {
  const load = createRequire(join(REPORT_FOLDER, 'package.json'));
  return load('@duckdb/node-api') as NodeApi;
}

class OpenDatabase implements Database {
  constructor(
    private readonly instance: Instance,
    private readonly connection: Connection,
  ) {}

  async run(sql: string, values?: SqlValue[]): Promise<void> {
    await this.connection.run(sql, values);
  }

  async rows<Row>(sql: string, values?: SqlValue[]): Promise<Row[]> {
    const result = await this.connection.stream(sql, values);
    const rows: Row[] = [];
    for await (const some of result.yieldRowObjectJs()) {
      for (const row of some) rows.push(row as Row);
    }
    return rows;
  }

  async transaction(work: () => Promise<void>): Promise<void> {
    await this.run('BEGIN');
    try {
      await work();
    } catch (error) {
      await this.run('ROLLBACK');
      throw error;
    }
    await this.run('COMMIT');
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}

/** A name in SQL. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text in SQL. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
