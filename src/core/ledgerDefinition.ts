import type { AmountSource } from "./amountSource.ts";
import type { Condition } from "./condition.ts";
import type { Pointer, Pointers } from "./pointer.ts";
import type { RequestDefinition } from "./requestDefinition.ts";

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
  readonly at: Pointers;
  /** By its effect on the balance: what is spent is negative. */
  readonly amount: AmountSource;
  readonly description?: Pointers;
  readonly reference?: Pointers;
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
