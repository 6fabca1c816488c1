import { builtInProviders, findBuiltInProvider } from "../providers/builtIn/builtInProviders.ts";
import type { DeclaredProviders, InvalidDefinition } from "../providers/declared/declaredProviders.ts";
import type { DefinitionError } from "../providers/declared/definitionError.ts";
import type { Provider } from "../providers/provider.ts";
import { type Disposable, Emitter } from "./common/emitter.ts";
import type { Settings } from "./common/settings.ts";

/** Ids that are kept over restarts. */
export interface ProviderIdStore {
  all(): readonly string[];
  add(id: string): void;
}

export interface ProviderRegistryOptions {
  readonly settings: Pick<Settings, "providers" | "onDidChange">;
  /** Loads what judges definitions: only with the first id that is not built in. */
  readonly loadDeclared: () => DeclaredProviders;
  readonly seenIds: ProviderIdStore;
}

/** Every provider there is: the built-in ones and those that a definition describes. */
export class ProviderRegistry implements Disposable {
  readonly #options: ProviderRegistryOptions;
  readonly #changed = new Emitter<void>();
  readonly #subscription: Disposable;
  #loaded: DeclaredProviders | undefined;
  #lastText: string;

  /** Definitions came, went or changed. */
  readonly onDidChange = this.#changed.event;

  constructor(options: ProviderRegistryOptions) {
    this.#options = options;
    this.#lastText = this.#text();
    this.#subscription = options.settings.onDidChange(() => this.#reread());
  }

  find(id: string): Provider | undefined {
    return findBuiltInProvider(id) ?? this.#declared().find(id);
  }

  /** The built-in ones, then the user's and other extensions'. */
  builtInAndCustom(): readonly Provider[] {
    return [...builtInProviders, ...this.#declared().custom()];
  }

  /** The catalogue's, by name. */
  catalogue(): readonly Provider[] {
    return this.#declared().catalogue();
  }

  /** Whether an account may have this provider: it is here, or it was and may come back with its extension. */
  isKnown(id: string): boolean {
    const { seenIds } = this.#options;
    const isHere = this.find(id) !== undefined;
    const isRemembered = seenIds.all().includes(id);
    if (isHere && !isRemembered && !findBuiltInProvider(id)) seenIds.add(id);
    return isHere || isRemembered;
  }

  /** Definitions of the settings that cannot be used. */
  invalid(): readonly InvalidDefinition[] {
    return this.#lastText === "" ? [] : this.#declared().invalid();
  }

  /** Takes up another extension's definition until it is disposed; says what is wrong with it otherwise. */
  register(definition: unknown): Disposable | DefinitionError {
    const taken = this.#declared().register(definition);
    if (typeof taken !== "function") return taken;
    this.#changed.fire();
    return {
      dispose: () => {
        taken();
        this.#changed.fire();
      },
    };
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #declared(): DeclaredProviders {
    this.#loaded ??= this.#options.loadDeclared();
    return this.#loaded;
  }

  #reread(): void {
    const text = this.#text();
    if (text === this.#lastText) return;
    this.#lastText = text;
    this.#declared().reload();
    this.#changed.fire();
  }

  /** Empty where the settings declare nothing. */
  #text(): string {
    const text = JSON.stringify(this.#options.settings.providers() ?? []);
    return text === "[]" ? "" : text;
  }
}
