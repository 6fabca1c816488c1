import { fileURLToPath } from "node:url";
import { catalogueFolder } from "../../src/providers/declared/catalogue.ts";
import { DeclaredProviders } from "../../src/providers/declared/declaredProviders.ts";
import type { KnownIds } from "../../src/services/providerRegistry.ts";
import type { MemorySettings } from "./memorySettings.ts";

export const catalogue = catalogueFolder(fileURLToPath(new URL("../../catalogue", import.meta.url)));

/** What judges definitions, as `extension.ts` puts it together. */
export function declaredProvidersIn(settings: MemorySettings): DeclaredProviders {
  return new DeclaredProviders({ catalogue, written: () => settings.providers() });
}

export function memoryProviderIds(ids: string[] = []): KnownIds {
  return { all: () => ids, add: (id) => void ids.push(id) };
}
