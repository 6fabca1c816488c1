import { readFileSync } from "node:fs";
import path from "node:path";
import { extension } from "./creditMonitor.ts";

/** The text of a file below `test/fixtures`. The bundled tests have no `import.meta.url` to find it by. */
export function fixture(file: string): string {
  return readFileSync(path.join(extension().extensionPath, "test", "fixtures", file), "utf8");
}
