import { coals } from "./builtIn/coals.ts";
import { depicta } from "./builtIn/depicta.ts";
import { easySlip } from "./builtIn/easySlip.ts";
import { poof } from "./builtIn/poof.ts";
import { richUtilities } from "./builtIn/richUtilities/richUtilities.ts";
import type { Adapter } from "./provider.ts";

export { catalogueFolder } from "./declared/catalogue.ts";
export { DeclaredProviders } from "./declared/declaredProviders.ts";
export { declareProvider } from "./declared/declareProvider.ts";
export { fieldsOf } from "./declared/jsonPointer.ts";
export { parseDefinition } from "./declared/parseDefinition.ts";
export { parseExactJson } from "./http/exactJson.ts";
export { createJsonClient } from "./http/jsonClient.ts";

/** How each built-in provider is asked, by its id. A bundle of its own: loaded with the first reading. */
export const adapters: Readonly<Record<string, Adapter>> = { poof, depicta, richUtilities, easySlip, coals };
