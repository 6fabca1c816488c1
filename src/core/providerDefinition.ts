/** A JSON Pointer (RFC 6901). After `name#`, it points into the reply of the request with that name. */
export type Pointer = string;

/** Several pointers: the first value that is present and not null counts. */
export type PointerAlternatives = Pointer | readonly Pointer[];

/** Calculates an exact amount: `value` or `sum`, then `minus`, `divideBy`, `negate` and `unlessZero`, in this order. */
export interface Calculation {
  readonly value?: PointerAlternatives;
  /** The values to add up. Null and absent values count as zero if at least one value is present. */
  readonly sum?: readonly Pointer[];
  readonly minus?: Pointer;
  /** A quotient with more than 12 decimals is rounded towards zero. */
  readonly divideBy?: number;
  readonly negate?: true;
  /** Zero means that there is no value. */
  readonly unlessZero?: true;
}

export type AmountSource = Pointer | Calculation;

/** `credits`, `requests`, a currency code, a pointer to one, or `region` for the currency of the region. */
export type UnitSource = string;

/** True when the value at the pointer is one of `is`. Numbers are compared as numbers, in whatever form. */
export interface Condition {
  readonly at: Pointer;
  readonly is: readonly (string | number | boolean | null)[];
}

export interface ErrorsDefinition {
  readonly code?: PointerAlternatives;
  readonly message?: PointerAlternatives;
  readonly requestId?: PointerAlternatives;
  /** The first rule that is true decides the meaning of an error, whatever its HTTP status. */
  readonly rules?: readonly ErrorRule[];
}

export interface ErrorRule extends Condition {
  /** The error means the same as this HTTP status: 401 a wrong key, 403 access denied, 429 wait. */
  readonly status: number;
  /** The missing scope. */
  readonly scope?: string;
}

export interface RequestDefinition {
  /** Pointers into the reply begin with `name#/`; without a name with `/`. */
  readonly name?: string;
  /** Appended to the base URL. May contain `{parameter}`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** With a body, the request is a POST with this JSON object. */
  readonly body?: Readonly<Record<string, string>>;
  /** A failure of this request is ignored, and the values of its reply are absent. */
  readonly optional?: true;
  /** Parameters for later requests, from this reply. The request is skipped when the account has all of them. */
  readonly fill?: Readonly<Record<string, Pointer>>;
}

export interface LedgerDefinition {
  /** Its query and body may contain `{limit}` and, by kind of paging, `{cursor}`, `{page}`, `{offset}` or `{date}`. */
  readonly request: Pick<RequestDefinition, "path" | "query" | "body">;
  readonly paging?: PagingDefinition;
  /** The array of entries. */
  readonly entries: Pointer;
  /** The id of the meter that the entries change, in its unit. Not a meter with `each`. */
  readonly meter: string;
  /** One field or several fields that identify an entry. This and the following pointers begin at the entry. */
  readonly id: Pointer | readonly Pointer[];
  readonly at: PointerAlternatives;
  /** The change of the balance: negative for a debit. */
  readonly amount: AmountSource;
  readonly description?: PointerAlternatives;
  readonly reference?: PointerAlternatives;
}

/** How to get the next older page. A ledger without paging comes in one reply. */
export type PagingDefinition =
  /** `{cursor}` is the id of the last entry. */
  | { readonly by: "lastId"; readonly size: number; readonly more?: Condition }
  /** `{cursor}` is the value at `next` in the reply. */
  | { readonly by: "cursor"; readonly size: number; readonly next: Pointer }
  /** `{page}` counts pages from `first`, or from 1. */
  | { readonly by: "page"; readonly size: number; readonly first?: number }
  /** `{offset}` counts entries. */
  | { readonly by: "offset"; readonly size: number }
  /** `{date}` is a UTC day as YYYY-MM-DD: yesterday, then back for `days` days. */
  | { readonly by: "date"; readonly days: number };

export interface MeterDefinition {
  readonly id: string;
  /** A text for the unit when absent. */
  readonly label?: string;
  readonly unit: UnitSource;
  /** An array whose elements are added up to one meter for each unit. The other pointers begin at the element. */
  readonly each?: Pointer;
  /** Selects one element of an array. The other pointers begin at the element. */
  readonly pick?: ElementSelector;
  readonly remaining: AmountSource;
  readonly used?: AmountSource;
  readonly limit?: AmountSource;
  readonly held?: AmountSource;
  readonly resetsAt?: PointerAlternatives;
  /** The meter is unlimited when this is true. */
  readonly unlimited?: Condition;
  /** The meter is left out when its value is absent. Otherwise, an absent value is an error. */
  readonly optional?: true;
}

export interface ElementSelector {
  readonly list: Pointer;
  /** Begins at the element. */
  readonly where: Pointer;
  /** The values to look for, the preferred one first. */
  readonly is: readonly string[];
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
  readonly key?: KeyDefinition;
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
  /** The headline meter first. */
  readonly meters: readonly MeterDefinition[];
  readonly plan?: PointerAlternatives;
  /** When the credits or the subscription expire. */
  readonly expiresAt?: PointerAlternatives;
  /** The provider refuses requests while any of these is true, even if an amount remains. */
  readonly blocked?: readonly Condition[];
  readonly details?: readonly DetailDefinition[];
  /** The shortest interval between scheduled readings that the provider allows. */
  readonly minMinutes?: number;
  readonly ledger?: LedgerDefinition;
}

export interface KeyDefinition {
  /** The page where a person creates a key. */
  readonly page?: string;
  /** The scope or kind of key that is enough. */
  readonly scope?: string;
  /** An example key. */
  readonly example?: string;
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
