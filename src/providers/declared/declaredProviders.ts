import { findProvider } from "../builtIn/builtInProviders.ts";
import type { Provider } from "../provider.ts";
import { declareProvider } from "./declareProvider.ts";
import type { Objection } from "./definitionError.ts";
import { parseDefinition } from "./parseDefinition.ts";

/** The definitions that are shipped, by their ids. */
export interface Catalogue {
  ids(): readonly string[];
  /** Parsed JSON; `undefined` where there is none of this id. */
  definition(id: string): unknown;
}

/** A definition in the settings that cannot be used. */
export interface BrokenDefinition extends Objection {
  readonly index: number;
  /** Its id, where it has one. */
  readonly name?: string;
}

export interface DeclaredSources {
  readonly catalogue: Catalogue;
  /** The user's own, as they stand in the settings. */
  readonly written: () => unknown;
}

/**
 * Every provider that a definition describes: the user's, other extensions' and the catalogue's. An id belongs
 * to who came first; the catalogue's and the built-in ones are taken from the start.
 */
export class DeclaredProviders {
  readonly #sources: DeclaredSources;
  readonly #shipped = new Map<string, Provider | undefined>();
  readonly #registered = new Map<string, Provider>();
  #own: ReadonlyMap<string, Provider> = new Map();
  #broken: readonly BrokenDefinition[] = [];

  constructor(sources: DeclaredSources) {
    this.#sources = sources;
    this.reread();
  }

  find(id: string): Provider | undefined {
    return this.#own.get(id) ?? this.#registered.get(id) ?? this.#ship(id);
  }

  /** The user's and other extensions'. */
  own(): readonly Provider[] {
    return [...this.#own.values(), ...this.#registered.values()];
  }

  /** The catalogue's, by name. */
  shipped(): readonly Provider[] {
    const shipped = this.#sources.catalogue.ids().flatMap((id) => this.#ship(id) ?? []);
    return shipped.toSorted((a, b) => a.name.localeCompare(b.name, "en"));
  }

  /** Definitions of the settings that could not be used. */
  broken(): readonly BrokenDefinition[] {
    return this.#broken;
  }

  /** Takes up another extension's definition; the function that is returned takes it away again. */
  register(value: unknown): (() => void) | Objection {
    const provider = this.#judge(value, (id) => this.#own.has(id) || this.#registered.has(id));
    if ("reason" in provider) return provider;
    this.#registered.set(provider.id, provider);
    return () => {
      if (this.#registered.get(provider.id) === provider) this.#registered.delete(provider.id);
    };
  }

  /** The settings have changed. */
  reread(): void {
    const own = new Map<string, Provider>();
    const broken: BrokenDefinition[] = [];
    const value = this.#sources.written() ?? [];
    for (const [index, entry] of (Array.isArray(value) ? value : [value]).entries()) {
      const provider = this.#judge(entry, (id) => own.has(id) || this.#registered.has(id));
      if ("reason" in provider) broken.push({ index, ...nameOf(entry), ...provider });
      else own.set(provider.id, provider);
    }
    this.#own = own;
    this.#broken = broken;
  }

  #judge(value: unknown, isTaken: (id: string) => boolean): Provider | Objection {
    const parsed = parseDefinition(value);
    if (!parsed.ok) return parsed.objection;
    const { id } = parsed.definition;
    const isOurs = findProvider(id) !== undefined || this.#sources.catalogue.ids().includes(id);
    if (isOurs || isTaken(id)) return { field: "id", reason: "idTaken" };
    return declareProvider(parsed.definition);
  }

  #ship(id: string): Provider | undefined {
    if (!this.#shipped.has(id)) {
      const parsed = parseDefinition(this.#sources.catalogue.definition(id));
      this.#shipped.set(id, parsed.ok ? declareProvider(parsed.definition) : undefined);
    }
    return this.#shipped.get(id);
  }
}

function nameOf(entry: unknown): { readonly name?: string } {
  const id = typeof entry === "object" && entry !== null && "id" in entry ? entry.id : undefined;
  return typeof id === "string" && id !== "" ? { name: id.slice(0, 80) } : {};
}
