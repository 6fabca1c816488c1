import type { AmountSource, UnitSource } from "./amountSource.ts";
import type { Condition } from "./condition.ts";
import type { Pointer, Pointers } from "./pointer.ts";

export interface MeterDefinition {
  readonly id: string;
  /** A word for its unit when absent. */
  readonly label?: string;
  readonly unit: UnitSource;
  /** An array: its elements are added up into a meter for each unit. Pointers then begin at the element. */
  readonly each?: Pointer;
  /** One element of an array, which pointers then begin at. */
  readonly pick?: ElementChoice;
  readonly remaining: AmountSource;
  readonly used?: AmountSource;
  readonly limit?: AmountSource;
  readonly held?: AmountSource;
  readonly resetsAt?: Pointers;
  /** Nothing limits it where this holds. */
  readonly unlimited?: Condition;
  /** Left out where its value is absent; an error otherwise. */
  readonly optional?: true;
}

export interface ElementChoice {
  readonly list: Pointer;
  /** Within an element. */
  readonly where: Pointer;
  /** The values wanted, the most wanted first. */
  readonly is: readonly string[];
}
