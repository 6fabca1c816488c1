import { globSync } from "node:fs";
import path from "node:path";
import { root } from "../helpers/root.ts";

const lazySuffix = ".lazy.ts";

/**
 * The entry points of the extension host's bundles by the bundle's name, relative to the root: what
 * activation needs, and every `*.lazy.ts`, which is loaded when it is first needed. Throws for two of the
 * same name.
 */
export function hostParts(): Readonly<Record<string, string>> {
  const parts: Record<string, string> = { extension: "src/extension.ts" };
  for (const file of globSync(`src/**/*${lazySuffix}`, { cwd: root }).toSorted()) {
    const name = path.basename(file, lazySuffix);
    const other = parts[name];
    if (other !== undefined) throw new Error(`${file} and ${other} would both become ${name}.cjs`);
    parts[name] = file.replaceAll("\\", "/");
  }
  return parts;
}
