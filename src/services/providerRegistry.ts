import { builtInProviders, findBuiltInProvider } from "../providers/builtIn/builtInProviders.ts";
import type { DeclaredProviders, InvalidDefinition } from "../providers/declared/declaredProviders.ts";
import type { DefinitionError } from "../providers/declared/definitionError.ts";
import type { Provider } from "../providers/provider.ts";
import { type Disposable, DisposableStore } from "./common/disposable.ts";
import { Emitter } from "./common/emitter.ts";
import type { Settings } from "./common/settings.ts";

/** Provider ids that are stored across restarts. */
export interface ProviderIdStore {
  all(): readonly string[];
  add(id: string): void;
}

export interface ProviderRegistryOptions {
  readonly settings: Pick<Settings, "providers" | "onDidChange">;
  /** Loads the code that validates definitions: only with the first id that is not built in. */
  readonly loadDeclaredProviders: () => DeclaredProviders;
  /** The declared providers that were found in this or an earlier session. */
  readonly knownProviderIds: ProviderIdStore;
}

/** All providers: the built-in ones and those that a definition describes. */
export class ProviderRegistry implements Disposable {
  readonly #options: ProviderRegistryOptions;
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new Emitter<void>());
  #loaded: DeclaredProviders | undefined;
  #lastText: string;

  /** Definitions were added, removed or changed. */
  readonly onDidChange = this.#changed.event;

  constructor(options: ProviderRegistryOptions) {
    this.#options = options;
    this.#lastText = this.#text();
    this.#disposables.add(options.settings.onDidChange(() => this.#reload()));
  }

  find(id: string): Provider | undefined {
    return findBuiltInProvider(id) ?? this.#declared().find(id);
  }

  /** The built-in providers, then those of the settings and of other extensions. */
  builtInAndCustom(): readonly Provider[] {
    return [...builtInProviders, ...this.#declared().custom()];
  }

  /** The providers of the catalogue, sorted by name. */
  catalogue(): readonly Provider[] {
    return this.#declared().catalogue();
  }

  /**
   * Whether an account may name this provider: it exists, or it existed and may come back when the extension that
   * registers it is activated.
   */
  isKnown(id: string): boolean {
    const { knownProviderIds } = this.#options;
    const isFound = this.find(id) !== undefined;
    const isStored = knownProviderIds.all().includes(id);
    if (isFound && !isStored && !findBuiltInProvider(id)) knownProviderIds.add(id);
    return isFound || isStored;
  }

  /** Definitions in the settings that cannot be used. */
  invalid(): readonly InvalidDefinition[] {
    return this.#lastText === "" ? [] : this.#declared().invalid();
  }

  /** Adds the definition of another extension until the result is disposed; returns what is wrong when it is invalid. */
  register(definition: unknown): Disposable | DefinitionError {
    const unregister = this.#declared().register(definition);
    if (typeof unregister !== "function") return unregister;
    this.#changed.fire();
    return {
      dispose: () => {
        unregister();
        this.#changed.fire();
      },
    };
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #declared(): DeclaredProviders {
    this.#loaded ??= this.#options.loadDeclaredProviders();
    return this.#loaded;
  }

  #reload(): void {
    const text = this.#text();
    if (text === this.#lastText) return;
    this.#lastText = text;
    this.#declared().reload();
    this.#changed.fire();
  }

  /** The definitions in the settings as JSON; empty when there are none. */
  #text(): string {
    const text = JSON.stringify(this.#options.settings.providers() ?? []);
    return text === "[]" ? "" : text;
  }
}
