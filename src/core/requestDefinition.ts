/** The requests of a provider definition, and what their errors mean. */
import type { AmountSource, Condition, Pointer, PointerAlternatives } from "./definitionValues.ts";

export interface ErrorsDefinition {
  readonly code?: PointerAlternatives;
  readonly message?: PointerAlternatives;
  readonly requestId?: PointerAlternatives;
  /** The first rule that is true decides the meaning of an error, whatever its HTTP status. */
  readonly rules?: readonly ErrorRule[];
}

/** The error means the same as the HTTP status `status`: 401 a wrong key, 403 access denied, 429 wait. */
export type ErrorRule = Condition & ErrorMeaning;

export interface ErrorMeaning {
  readonly status: number;
  /** The missing scope. */
  readonly scope?: string;
}

/** A successful reply that is refused. */
export interface RefusalDefinition extends ErrorMeaning {
  readonly when: Condition;
  /** A text for the person, where the reply has none. */
  readonly message?: string;
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
  readonly fill?: Readonly<Record<string, FillSource>>;
  /** Sent instead when the request fails with one of these statuses. Its reply takes the place of the first one. */
  readonly fallback?: FallbackDefinition;
  /** The reply comes in pages: their arrays are joined in the first page. */
  readonly pages?: RequestPages;
  /** One request for each element of an array in an earlier reply. The reply is the array of their replies. */
  readonly forEach?: RequestLoop;
}

/** A pointer; with `removePrefix`, its text without the beginning. */
export type FillSource = Pointer | { readonly at: Pointer; readonly removePrefix: string };

export interface FallbackDefinition extends Pick<RequestDefinition, "path" | "query" | "body"> {
  /** 404 and 410 when absent. */
  readonly on?: readonly number[];
}

export interface RequestLoop {
  readonly list: Pointer;
  /** Parameters of this request, from the element. Parameters that the account sets make it a single request. */
  readonly fill: Readonly<Record<string, Pointer>>;
}

/** How to get the next page of a reading. More than `max` pages (10 when absent) are an error, not a partial sum. */
export type RequestPages = Extract<PagingDefinition, { readonly by: "cursor" | "page" | "offset" }> & {
  readonly list: Pointer;
  readonly max?: number;
};

export interface LedgerDefinition {
  /** Its query and body may contain `{limit}` and, by kind of paging, `{cursor}`, `{page}`, `{offset}` or `{date}`. */
  readonly request: Pick<RequestDefinition, "path" | "query" | "body">;
  readonly paging?: PagingDefinition;
  /** The array of entries. */
  readonly entries: Pointer;
  /** The number of all entries, where the reply has it. */
  readonly total?: Pointer;
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
  | {
      readonly by: "cursor";
      readonly size?: number;
      readonly next: Pointer;
      /** There is a further page only while this is true. */
      readonly more?: Condition;
    }
  /** `{page}` counts pages from `first`, or from 1. */
  | { readonly by: "page"; readonly size: number; readonly first?: number }
  /** `{offset}` counts entries. */
  | { readonly by: "offset"; readonly size: number }
  /** `{date}` is a UTC day as YYYY-MM-DD: today (yesterday where the provider refuses today), then back for `days` days. */
  | { readonly by: "date"; readonly days: number };
