import type { LedgerRow } from "../../../core/ledger/ledgerEntry.ts";
import type { Observation } from "../../../core/ledger/observation.ts";
import { throwDamaged } from "../sqlite/row.ts";

const debit = 1;
const credit = 2;
const reset = 3;
const limit = 4;
const window = 5;

/** The values of the column `change`. */
export const changeCodes = { debit, credit, adjustment: [reset, limit, window] } as const;

export function encodeChange({ type, cause }: Observation): number {
  if (type === "adjustment") return { reset, limit, window }[cause ?? "reset"];
  return type === "debit" ? debit : credit;
}

export function decodeChange(code: number): Pick<LedgerRow, "type" | "cause"> {
  if (code === debit) return { type: "debit" };
  if (code === credit) return { type: "credit" };
  if (code === reset) return { type: "adjustment", cause: "reset" };
  if (code === window) return { type: "adjustment", cause: "window" };
  return code === limit ? { type: "adjustment", cause: "limit" } : throwDamaged();
}
