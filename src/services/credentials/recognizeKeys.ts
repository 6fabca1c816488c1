import { cleanKey } from "../../core/credentials/cleanKey.ts";
import type { Provider } from "../../providers/provider.ts";
import type { EnvEntry } from "./parseEnvText.ts";

/** A variable that may hold the key of a provider. The key is a secret: it is never shown. */
export interface RecognizedKey {
  readonly name: string;
  readonly provider: Provider;
  readonly key: string;
}

/** Finds the variables that are named after a provider's key. One variable may belong to several providers. */
export function recognizeKeys(
  entries: readonly EnvEntry[],
  providers: readonly Provider[],
): readonly RecognizedKey[] {
  const named = providers.filter(hasSingleKey).map((provider) => ({ provider, names: keyNames(provider) }));
  return entries.flatMap(({ name, value }) => {
    const key = cleanKey(value);
    if (key === "") return [];
    return named
      .filter(({ names }) => names.includes(name.toUpperCase()))
      .map(({ provider }) => ({ name, provider, key }));
  });
}

/** The names that its definition states, and its id with the usual ending: `DEEPSEEK_API_KEY`. */
export function keyNames({ id, declared }: Provider): readonly string[] {
  const own = `${id.replaceAll("-", "_").toUpperCase()}_API_KEY`;
  return [...(declared?.keyVariables ?? []), own];
}

/** A sign-in, and a key of two parts, are in no single variable. */
function hasSingleKey({ hasSignIn, declared }: Provider): boolean {
  return !hasSignIn && declared?.keyParts === undefined;
}
