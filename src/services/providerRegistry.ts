import { findProvider, providers } from "../providers/builtIn/builtInProviders.ts";
import type { BrokenDefinition, DeclaredProviders } from "../providers/declared/declaredProviders.ts";
import type { Objection } from "../providers/declared/definitionError.ts";
import type { Provider } from "../providers/provider.ts";
import { type Disposable, Emitter } from "./common/emitter.ts";
import type { Settings } from "./common/settings.ts";

/** Ids that are kept over restarts. */
export interface KnownIds {
  all(): readonly string[];
  add(id: string): void;
}

export interface ProviderDirectoryOptions {
  readonly settings: Pick<Settings, "providers" | "onDidChange">;
  /** Loads what judges definitions: only with the first id that is not built in. */
  readonly loadDeclared: () => DeclaredProviders;
  readonly known: KnownIds;
}

/** Every provider there is: the built-in ones and those that a definition describes. */
export class ProviderRegistry implements Disposable {
  readonly #options: ProviderDirectoryOptions;
  readonly #changed = new Emitter<void>();
  readonly #subscription: Disposable;
  #loaded: DeclaredProviders | undefined;
  #written: string;

  /** Definitions came, went or changed. */
  readonly onDidChange = this.#changed.event;

  constructor(options: ProviderDirectoryOptions) {
    this.#options = options;
    this.#written = this.#text();
    this.#subscription = options.settings.onDidChange(() => this.#reread());
  }

  find(id: string): Provider | undefined {
    return findProvider(id) ?? this.#declared().find(id);
  }

  /** The built-in ones, then the user's and other extensions'. */
  own(): readonly Provider[] {
    return [...providers, ...this.#declared().own()];
  }

  /** The catalogue's, by name. */
  shipped(): readonly Provider[] {
    return this.#declared().shipped();
  }

  /** Whether an account may have this provider: it is here, or it was and may come back with its extension. */
  isKnown(id: string): boolean {
    const { known } = this.#options;
    const isHere = this.find(id) !== undefined;
    const isRemembered = known.all().includes(id);
    if (isHere && !isRemembered && !findProvider(id)) known.add(id);
    return isHere || isRemembered;
  }

  /** Definitions of the settings that cannot be used. */
  broken(): readonly BrokenDefinition[] {
    return this.#written === "" ? [] : this.#declared().broken();
  }

  /** Takes up another extension's definition until it is disposed; says what is wrong with it otherwise. */
  register(definition: unknown): Disposable | Objection {
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
    if (text === this.#written) return;
    this.#written = text;
    this.#declared().reread();
    this.#changed.fire();
  }

  /** Empty where the settings declare nothing. */
  #text(): string {
    const text = JSON.stringify(this.#options.settings.providers() ?? []);
    return text === "[]" ? "" : text;
  }
}
