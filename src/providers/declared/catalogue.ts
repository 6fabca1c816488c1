import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Catalogue } from "./declaredProviders.ts";

/** The definitions in a folder, one file `ID.json` each. A file is read when its definition is requested. */
export function openCatalogue(folder: string): Catalogue {
  let ids: readonly string[] | undefined;
  const catalogue: Catalogue = {
    ids: () => {
      ids ??= readdirSync(folder)
        .filter((file) => file.endsWith(".json"))
        .map((file) => file.slice(0, -".json".length))
        .sort();
      return ids;
    },
    definition: (id) =>
      catalogue.ids().includes(id)
        ? JSON.parse(readFileSync(path.join(folder, `${id}.json`), "utf8"))
        : undefined,
  };
  return catalogue;
}
