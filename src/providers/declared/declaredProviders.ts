import type { ProviderDefinition } from "../../core/providerDefinition.ts";
import { findBuiltInProvider } from "../builtIn/builtInProviders.ts";
import type { Provider } from "../provider.ts";
import { createDeclaredProvider } from "./createDeclaredProvider.ts";
import type { DefinitionError } from "./definitionError.ts";
import { parseDefinition } from "./parseDefinition.ts";

/** The definitions that come with the extension, by id. */
export interface Catalogue {
  ids(): readonly string[];
  /**
   * `undefined` for an id that the catalogue does not have. Tests check every file, so it is not checked again: the schema
   * would delay the list of providers by a tenth of a second.
   */
  definition(id: string): ProviderDefinition | undefined;
}

/** A definition in the settings that cannot be used. */
export interface InvalidDefinition extends DefinitionError {
  readonly index: number;
  /** The id of the definition, where it has one. */
  readonly name?: string;
}

export interface DefinitionSources {
  readonly catalogue: Catalogue;
  /** The user's own definitions, unchecked, as the setting has them. */
  readonly settings: () => unknown;
}

/**
 * Every provider that a definition describes: from the settings, from other extensions and from the catalogue.
 * The first definition to use an id keeps it. Ids of built-in providers and of the catalogue are always taken.
 */
export class DeclaredProviders {
  readonly #sources: DefinitionSources;
  readonly #fromCatalogue = new Map<string, Provider | undefined>();
  readonly #registered = new Map<string, Provider>();
  #fromSettings: ReadonlyMap<string, Provider> = new Map();
  #invalid: readonly InvalidDefinition[] = [];

  constructor(sources: DefinitionSources) {
    this.#sources = sources;
    this.reload();
  }

  find(id: string): Provider | undefined {
    return this.#fromSettings.get(id) ?? this.#registered.get(id) ?? this.#loadFromCatalogue(id);
  }

  /** From the settings and from other extensions. */
  custom(): readonly Provider[] {
    return [...this.#fromSettings.values(), ...this.#registered.values()];
  }

  /** From the catalogue, sorted by name. */
  catalogue(): readonly Provider[] {
    const providers = this.#sources.catalogue.ids().flatMap((id) => this.#loadFromCatalogue(id) ?? []);
    // Comparing by `localeCompare` would look up the language for each pair.
    const { compare } = new Intl.Collator("en");
    return providers.toSorted((a, b) => compare(a.name, b.name));
  }

  /** The definitions in the settings that cannot be used. */
  invalid(): readonly InvalidDefinition[] {
    return this.#invalid;
  }

  /** Adds another extension's definition. Returns a function that removes it, or the error. */
  register(value: unknown): (() => void) | DefinitionError {
    const provider = this.#validate(value, (id) => this.#fromSettings.has(id) || this.#registered.has(id));
    if ("reason" in provider) return provider;
    this.#registered.set(provider.id, provider);
    return () => {
      if (this.#registered.get(provider.id) === provider) this.#registered.delete(provider.id);
    };
  }

  /** Reads the definitions in the settings again. */
  reload(): void {
    const fromSettings = new Map<string, Provider>();
    const invalid: InvalidDefinition[] = [];
    const value = this.#sources.settings() ?? [];
    for (const [index, entry] of (Array.isArray(value) ? value : [value]).entries()) {
      const provider = this.#validate(entry, (id) => fromSettings.has(id) || this.#registered.has(id));
      if ("reason" in provider) invalid.push({ index, ...nameOf(entry), ...provider });
      else fromSettings.set(provider.id, provider);
    }
    this.#fromSettings = fromSettings;
    this.#invalid = invalid;
  }

  #validate(value: unknown, isTaken: (id: string) => boolean): Provider | DefinitionError {
    const parsed = parseDefinition(value);
    if (!parsed.ok) return parsed.error;
    const { id } = parsed.definition;
    const isReserved = findBuiltInProvider(id) !== undefined || this.#sources.catalogue.ids().includes(id);
    if (isReserved || isTaken(id)) return { field: "id", reason: "idTaken" };
    return createDeclaredProvider(parsed.definition);
  }

  #loadFromCatalogue(id: string): Provider | undefined {
    if (!this.#fromCatalogue.has(id)) {
      const definition = this.#sources.catalogue.definition(id);
      this.#fromCatalogue.set(id, definition && createDeclaredProvider(definition));
    }
    return this.#fromCatalogue.get(id);
  }
}

function nameOf(entry: unknown): { readonly name?: string } {
  const id = typeof entry === "object" && entry !== null && "id" in entry ? entry.id : undefined;
  return typeof id === "string" && id !== "" ? { name: id.slice(0, 80) } : {};
}
