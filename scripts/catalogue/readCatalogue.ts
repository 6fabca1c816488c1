import type { ProviderDefinition } from "../../src/core/providerDefinition.ts";
import { openCatalogue } from "../../src/providers/declared/catalogue.ts";
import { parseDefinition } from "../../src/providers/declared/parseDefinition.ts";

/** The definitions in a folder, by id. */
export function readCatalogue(folder: string): readonly ProviderDefinition[] {
  const catalogue = openCatalogue(folder);
  return catalogue.ids().map((id) => {
    const result = parseDefinition(catalogue.definition(id));
    if (!result.ok) throw new Error(`catalogue/${id}.json: ${result.error.field} (${result.error.reason})`);
    return result.definition;
  });
}
