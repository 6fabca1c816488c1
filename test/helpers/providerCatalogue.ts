import { fileURLToPath } from "node:url";
import { openCatalogue } from "../../src/providers/declared/catalogue.ts";
import { DeclaredProviders } from "../../src/providers/declared/declaredProviders.ts";
import type { ProviderIdStore } from "../../src/services/providerRegistry.ts";
import type { MemorySettings } from "./memorySettings.ts";

export const catalogue = openCatalogue(fileURLToPath(new URL("../../catalogue", import.meta.url)));

/** What judges definitions, as `extension.ts` puts it together. */
export function declaredProvidersIn(settings: MemorySettings): DeclaredProviders {
  return new DeclaredProviders({ catalogue, settings: () => settings.providers() });
}

export function memoryProviderIds(ids: string[] = []): ProviderIdStore {
  return { all: () => ids, add: (id) => void ids.push(id) };
}
