import { coals } from "./builtIn/coals.ts";
import { depicta } from "./builtIn/depicta.ts";
import { easySlip } from "./builtIn/easySlip.ts";
import { poof } from "./builtIn/poof.ts";
import { richUtilities } from "./builtIn/richUtilities/richUtilities.ts";
import type { Adapter } from "./provider.ts";

export { openCatalogue } from "./declared/catalogue.ts";
export { createDeclaredProvider } from "./declared/createDeclaredProvider.ts";
export { DeclaredProviders } from "./declared/declaredProviders.ts";
export { listFields } from "./declared/jsonPointer.ts";
export { parseDefinition } from "./declared/parseDefinition.ts";
export { parseExactJson } from "./http/exactJson.ts";
export { createJsonClient } from "./http/jsonClient.ts";

/** The adapter of each built-in provider, by provider id. This bundle is loaded with the first reading. */
export const adapters: Readonly<Record<string, Adapter>> = { poof, depicta, richUtilities, easySlip, coals };
