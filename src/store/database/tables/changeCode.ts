import type { LedgerRow, LedgerType } from "../../../core/ledger/ledgerEntry.ts";
import type { Observation } from "../../../core/ledger/observation.ts";
import { throwDamaged } from "../sqlite/row.ts";

/** The values of the column `change`: a type without a cause, or a cause. */
export const changeCodes = { debit: 1, credit: 2, reset: 3, limit: 4, window: 5, returned: 6 } as const;

/** The values of each type. */
export const codesOfType: Readonly<Record<LedgerType, readonly number[]>> = {
  debit: [changeCodes.debit],
  credit: [changeCodes.credit, changeCodes.returned],
  adjustment: [changeCodes.reset, changeCodes.limit, changeCodes.window],
};

/** What entries of a provider can explain. */
export const bookableCodes: readonly number[] = [...codesOfType.debit, ...codesOfType.credit];

export function encodeChange({ type, cause }: Observation): number {
  if (cause !== undefined) return changeCodes[cause];
  return changeCodes[type === "adjustment" ? "reset" : type];
}

export function decodeChange(code: number): Pick<LedgerRow, "type" | "cause"> {
  switch (code) {
    case changeCodes.debit:
      return { type: "debit" };
    case changeCodes.credit:
      return { type: "credit" };
    case changeCodes.returned:
      return { type: "credit", cause: "returned" };
    case changeCodes.reset:
      return { type: "adjustment", cause: "reset" };
    case changeCodes.limit:
      return { type: "adjustment", cause: "limit" };
    case changeCodes.window:
      return { type: "adjustment", cause: "window" };
    default:
      return throwDamaged();
  }
}
