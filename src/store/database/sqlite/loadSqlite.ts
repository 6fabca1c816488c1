export type Sqlite = typeof import("node:sqlite");

/** Node's SQLite, or `undefined` in a host whose Node lacks it. */
export function loadSqlite(): Sqlite | undefined {
  const emitWarning = process.emitWarning;
  // Older Nodes call the module experimental, once, while it loads; that is for us to know, not the user.
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (!String(warning).includes("SQLite is an experimental feature")) {
      Reflect.apply(emitWarning, process, [warning, ...rest]);
    }
  };
  try {
    return process.getBuiltinModule("node:sqlite");
  } catch {
    return undefined;
  } finally {
    process.emitWarning = emitWarning;
  }
}
