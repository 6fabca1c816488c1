import type {
  AmountSource,
  Condition,
  ElementSelector,
  PointerAlternatives,
  ResetSource,
  UnitSource,
} from "./definitionValues.ts";
import type { ProviderLinks } from "./links.ts";
import type { MeterRole } from "./readings/snapshot.ts";
import type {
  ErrorsDefinition,
  LedgerDefinition,
  RefusalDefinition,
  RequestDefinition,
} from "./requestDefinition.ts";

export interface MeterDefinition {
  readonly id: string;
  /** A text for the unit when absent. */
  readonly label?: string;
  /** What the meter decides; `rolesOf` in `accounts/pools.ts` has the rule for meters without a role. */
  readonly role?: MeterRole;
  /** Meters of one group pay together, as one pool in which all of them have to hold. */
  readonly group?: string;
  /** The meter is left out unless this is true. */
  readonly when?: Condition;
  readonly unit: UnitSource;
  /**
   * An array whose elements are added up to one meter for each unit; with several pointers, each array within the
   * elements of the one before. The other pointers begin at the element.
   */
  readonly each?: PointerAlternatives;
  /** Selects one element of an array. The other pointers begin at the element. */
  readonly pick?: ElementSelector;
  /** Absent for a meter with `spent`. */
  readonly remaining?: AmountSource;
  /** What was spent this month. The remaining amount is the account's budget minus this. */
  readonly spent?: AmountSource;
  /** The provider reports spending up to a day late. Only with `spent`. */
  readonly delay?: "day";
  readonly used?: AmountSource;
  readonly limit?: AmountSource;
  readonly held?: AmountSource;
  /** All that was ever bought; only where there is no limit. */
  readonly bought?: AmountSource;
  readonly resetsAt?: ResetSource;
  /** The meter is unlimited when this is true. */
  readonly unlimited?: Condition;
  /** The meter is left out when its value is absent. Otherwise, an absent value is an error. */
  readonly optional?: true;
}

/**
 * Public contract: a provider described as data, in the setting `creditMonitor.providers`, in the catalogue and in
 * `registerProvider` of the API. `docs/providers.md` is the manual. `definitionSchema.ts` checks definitions.
 */
export interface ProviderDefinition {
  /** Letters, digits and hyphens. An account's `provider` refers to it. */
  readonly id: string;
  /** A proper noun, never translated. */
  readonly name: string;
  /** One line that describes the provider. */
  readonly blurb?: string;
  /** The page that documents the replies. */
  readonly documentation?: string;
  readonly evidence?: EvidenceDefinition;
  readonly key?: KeyDefinition;
  /** Pages of the provider that a person opens from an account. Only `https:` addresses are offered. */
  readonly links?: ProviderLinks;
  /** Paths are appended to it: `https:`, or `http:` on loopback. Without it and `regions`, the user enters one. */
  readonly baseUrl?: string;
  /** Base URLs to choose from, instead of `baseUrl`. The first is the default. */
  readonly regions?: readonly RegionDefinition[];
  readonly auth: AuthDefinition;
  /** Headers of every request. Values may contain `{parameter}`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Values of an account that are not secret, by the name that `{name}` refers to. */
  readonly parameters?: Readonly<Record<string, ParameterDefinition>>;
  /** The requests of a reading, sent one after the other. */
  readonly requests: readonly RequestDefinition[];
  /** A reply with HTTP 200 is an error unless this is true. */
  readonly success?: Condition;
  readonly errors?: ErrorsDefinition;
  /** Replies with HTTP 200 that do not count. The first true one decides. */
  readonly refuse?: readonly RefusalDefinition[];
  /** In the order in which they pay. */
  readonly meters: readonly MeterDefinition[];
  readonly plan?: PointerAlternatives;
  /** When the credits or the subscription expire. */
  readonly expiresAt?: PointerAlternatives;
  /** When the key expires. */
  readonly keyExpiresAt?: PointerAlternatives;
  /** The provider refuses requests while any of these is true, even if an amount remains. */
  readonly blocked?: readonly Condition[];
  /** The provider itself says that it accepts requests, even if no amount remains, while any of these is true. */
  readonly accepting?: readonly Condition[];
  readonly details?: readonly DetailDefinition[];
  /** The shortest interval between scheduled readings that the provider allows. */
  readonly minMinutes?: number;
  readonly ledger?: LedgerDefinition;
}

/** What the definition rests on: a reply that a person got, the vendor's client, or its documentation. */
export interface EvidenceDefinition {
  readonly kind: "live" | "client" | "docs";
  /** Where it stands: a repository and issue number, or the name of a client. */
  readonly source: string;
}

export interface KeyDefinition {
  /** The page where a person creates a key. */
  readonly page?: string;
  /** The scope or kind of key that is enough. */
  readonly scope?: string;
  /** An example key. */
  readonly example?: string;
  /** The names of environment variables that usually hold the key, in capital letters. */
  readonly variables?: readonly string[];
}

export interface RegionDefinition {
  readonly label: string;
  readonly baseUrl: string;
  /** ISO 4217: the currency that the unit `region` means. */
  readonly currency?: string;
}

/** How a key is sent to the provider. Never in a URL. */
export type AuthDefinition =
  | { readonly kind: "bearer" }
  /** The key, or `prefix`, a space and the key. */
  | { readonly kind: "header"; readonly name: string; readonly prefix?: string }
  /** Two secrets, with the provider's names for them. */
  | { readonly kind: "basic"; readonly user: string; readonly password: string };

export interface ParameterDefinition {
  readonly label: string;
  readonly hint?: string;
  readonly example?: string;
  /** A regular expression that the whole value has to match. When absent: letters, digits and `._~-`. */
  readonly pattern?: string;
  readonly optional?: true;
}

export interface DetailDefinition {
  readonly label: string;
  readonly value: AmountSource;
  /** With a unit, the detail is an amount. */
  readonly unit?: UnitSource;
}
