/** A JSON Pointer (RFC 6901), or `name#` and one into the reply of the request of that name. */
export type Pointer = string;

/** The first of these that is there and not null. */
export type PointerAlternatives = Pointer | readonly Pointer[];

/** An exact amount: `value` or `sum`, then `minus`, `divideBy`, `negate` and `unlessZero`, in this order. */
export interface Calculation {
  readonly value?: PointerAlternatives;
  /** Added up; null and absent ones count as zero where at least one is there. */
  readonly sum?: readonly Pointer[];
  readonly minus?: Pointer;
  /** Rounded towards zero after 12 decimals where the quotient has no end. */
  readonly divideBy?: number;
  readonly negate?: true;
  /** Zero means that there is none. */
  readonly unlessZero?: true;
}

export type AmountSource = Pointer | Calculation;

/** `credits`, `requests`, a currency code, a pointer to one, or `region` for the currency of the region. */
export type UnitSource = string;

/** Holds where the value at the pointer is one of these; numbers are compared as numbers, whatever their form. */
export interface Condition {
  readonly at: Pointer;
  readonly is: readonly (string | number | boolean | null)[];
}

export interface ErrorsDefinition {
  readonly code?: PointerAlternatives;
  readonly message?: PointerAlternatives;
  readonly requestId?: PointerAlternatives;
  /** The first that holds decides how an error is judged, whatever its HTTP status. */
  readonly rules?: readonly ErrorRule[];
}

export interface ErrorRule extends Condition {
  /** Judged like this HTTP status: 401 the key is wrong, 403 it may not, 429 wait. */
  readonly status: number;
  /** The scope that is missing. */
  readonly scope?: string;
}

export interface RequestDefinition {
  /** Pointers reach its reply as `name#/…`; without a name as `/…`. */
  readonly name?: string;
  /** Appended to the base URL; may hold `{parameter}`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Makes it a POST with this JSON object. */
  readonly body?: Readonly<Record<string, string>>;
  /** Its failure is passed over, and what it would have said is absent. */
  readonly optional?: true;
  /** Parameters that its reply tells, for the requests after it; not asked where the account names them all. */
  readonly fill?: Readonly<Record<string, Pointer>>;
}

export interface LedgerDefinition {
  /** Its query and body may hold `{limit}` and, as the paging goes, `{cursor}`, `{page}`, `{offset}` or `{date}`. */
  readonly request: Pick<RequestDefinition, "path" | "query" | "body">;
  readonly paging?: PagingDefinition;
  /** The array of entries. */
  readonly entries: Pointer;
  /** The id of the meter that they move, in its unit; not one with `each`. */
  readonly meter: string;
  /** What tells entries apart: one field, or several together. Within an entry, like all that follows. */
  readonly id: Pointer | readonly Pointer[];
  readonly at: PointerAlternatives;
  /** By its effect on the balance: what is spent is negative. */
  readonly amount: AmountSource;
  readonly description?: PointerAlternatives;
  readonly reference?: PointerAlternatives;
}

/** How to get from a page to the next older one; a ledger without it comes in one reply. */
export type PagingDefinition =
  /** `{cursor}` is the id of the last entry. */
  | { readonly by: "lastId"; readonly size: number; readonly more?: Condition }
  /** `{cursor}` is what the reply has at `next`. */
  | { readonly by: "cursor"; readonly size: number; readonly next: Pointer }
  /** `{page}` counts from `first`, 1 when absent. */
  | { readonly by: "page"; readonly size: number; readonly first?: number }
  /** `{offset}` counts entries. */
  | { readonly by: "offset"; readonly size: number }
  /** `{date}` is a UTC day as YYYY-MM-DD: from yesterday back for so many days. */
  | { readonly by: "date"; readonly days: number };

export interface MeterDefinition {
  readonly id: string;
  /** A word for its unit when absent. */
  readonly label?: string;
  readonly unit: UnitSource;
  /** An array: its elements are added up into a meter for each unit. Pointers then begin at the element. */
  readonly each?: Pointer;
  /** One element of an array, which pointers then begin at. */
  readonly pick?: ElementSelector;
  readonly remaining: AmountSource;
  readonly used?: AmountSource;
  readonly limit?: AmountSource;
  readonly held?: AmountSource;
  readonly resetsAt?: PointerAlternatives;
  /** Nothing limits it where this holds. */
  readonly unlimited?: Condition;
  /** Left out where its value is absent; an error otherwise. */
  readonly optional?: true;
}

export interface ElementSelector {
  readonly list: Pointer;
  /** Within an element. */
  readonly where: Pointer;
  /** The values wanted, the most wanted first. */
  readonly is: readonly string[];
}

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
  readonly plan?: PointerAlternatives;
  /** When the credits or the subscription end. */
  readonly expiresAt?: PointerAlternatives;
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
