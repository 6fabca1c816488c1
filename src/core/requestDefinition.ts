import type { Pointer } from "./pointer.ts";

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
