import { coals } from "./coals.ts";
import { depicta } from "./depicta.ts";
import { easySlip } from "./easySlip.ts";
import { poof } from "./poof.ts";
import type { Adapter } from "./provider.ts";
import { richUtilities } from "./richUtilities.ts";

export { catalogueFolder } from "./declared/catalogueFolder.ts";
export { DeclaredProviders } from "./declared/declaredProviders.ts";
export { declareProvider } from "./declared/declareProvider.ts";
export { fieldsOf } from "./declared/fieldsOf.ts";
export { parseDefinition } from "./declared/parseDefinition.ts";
export { createJsonClient } from "./jsonClient.ts";
export { parseExactJson } from "./parseExactJson.ts";

/** How each built-in provider is asked, by its id. A bundle of its own: loaded with the first reading. */
export const adapters: Readonly<Record<string, Adapter>> = { poof, depicta, richUtilities, easySlip, coals };
