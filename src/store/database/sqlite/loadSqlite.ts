export type Sqlite = typeof import("node:sqlite");

/** Node's SQLite module; `undefined` when this Node lacks it, or it does not work. */
export function loadSqlite(): Sqlite | undefined {
  const emitWarning = process.emitWarning;
  // Older versions of Node warn once, while the module loads, that it is experimental. Users cannot act on that.
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (!String(warning).includes("SQLite is an experimental feature")) {
      Reflect.apply(emitWarning, process, [warning, ...rest]);
    }
  };
  try {
    const sqlite = process.getBuiltinModule("node:sqlite");
    // A build of Node may have the module without a working library.
    new sqlite.DatabaseSync(":memory:").close();
    return sqlite;
  } catch {
    return undefined;
  } finally {
    process.emitWarning = emitWarning;
  }
}
