import type { Json } from "../http/exactJson.ts";
import type { FixedPoint } from "../simulation/fixedPoint.ts";

/** One line of the Rich Utilities ledger. */
export interface SampleEntry {
  readonly id: number;
  readonly type: "credit" | "debit" | "adjustment";
  /** Signed by its effect on the balance. */
  readonly amount: FixedPoint;
  readonly balanceAfter: FixedPoint;
  readonly description: string;
  readonly reference: string | null;
  readonly metadata: { readonly [key: string]: Json };
  readonly atMs: number;
}
