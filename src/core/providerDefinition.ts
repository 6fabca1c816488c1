import type { AmountSource, UnitSource } from "./amountSource.ts";
import type { Condition } from "./condition.ts";
import type { ErrorsDefinition } from "./errorsDefinition.ts";
import type { LedgerDefinition } from "./ledgerDefinition.ts";
import type { MeterDefinition } from "./meterDefinition.ts";
import type { Pointers } from "./pointer.ts";
import type { RequestDefinition } from "./requestDefinition.ts";

/**
 * Public contract: a provider described as data, in the setting `creditMonitor.providers`, in the catalogue
 * and in `registerProvider` of the API. `docs/providers.md` is its manual; `definitionSchema.ts` judges it.
 */
export interface ProviderDefinition {
  /** Letters, digits and hyphens; what an account's `provider` names. */
  readonly id: string;
  /** A proper noun, never translated. */
  readonly name: string;
  /** One line on what it is. */
  readonly blurb?: string;
  /** The page that documents the replies. */
  readonly documentation?: string;
  readonly key?: KeyDefinition;
  /** Stands before the paths: `https:`, or `http:` on loopback. Asked for where this and `regions` are absent. */
  readonly baseUrl?: string;
  /** Base URLs to choose from in place of one; the first is the default. */
  readonly regions?: readonly RegionDefinition[];
  readonly auth: AuthDefinition;
  /** Header names and values that every request carries; values may hold `{parameter}`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Values that belong to an account and are no secrets, by the name that `{name}` refers to. */
  readonly parameters?: Readonly<Record<string, ParameterDefinition>>;
  /** Sent one after the other at every reading. */
  readonly requests: readonly RequestDefinition[];
  /** What a reply under HTTP 200 has to say to count as one; it is an error otherwise. */
  readonly success?: Condition;
  readonly errors?: ErrorsDefinition;
  /** The headline meter first. */
  readonly meters: readonly MeterDefinition[];
  readonly plan?: Pointers;
  /** When the credits or the subscription end. */
  readonly expiresAt?: Pointers;
  /** The provider refuses work while any of these holds, whatever the numbers say. */
  readonly blocked?: readonly Condition[];
  readonly details?: readonly DetailDefinition[];
  /** The provider wants no scheduled readings more often than this. */
  readonly minMinutes?: number;
  readonly ledger?: LedgerDefinition;
}

export interface KeyDefinition {
  /** Where a person makes a key. */
  readonly page?: string;
  /** Which scope or kind of key suffices. */
  readonly scope?: string;
  /** What a key looks like. */
  readonly example?: string;
}

export interface RegionDefinition {
  readonly label: string;
  readonly baseUrl: string;
  /** ISO 4217: what the unit `region` stands for. */
  readonly currency?: string;
}

/** How a key is shown to the provider; never in a URL. */
export type AuthDefinition =
  | { readonly kind: "bearer" }
  /** The key alone, or after `prefix` and a blank. */
  | { readonly kind: "header"; readonly name: string; readonly prefix?: string }
  /** Two secrets, by the names that the provider has for them. */
  | { readonly kind: "basic"; readonly user: string; readonly password: string };

export interface ParameterDefinition {
  readonly label: string;
  readonly hint?: string;
  readonly example?: string;
  /** A regular expression that the whole value has to match; letters, digits and `._~-` when absent. */
  readonly pattern?: string;
  readonly optional?: true;
}

export interface DetailDefinition {
  readonly label: string;
  readonly value: AmountSource;
  /** Makes it an amount. */
  readonly unit?: UnitSource;
}
