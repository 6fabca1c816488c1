import { type Amount, plus } from "../money/amount.ts";

interface BalanceParts {
  readonly remaining: Amount | null;
  readonly held?: Amount | undefined;
}

/**
 * The balance that a ledger books: the remaining and the held amount together. A hold only moves an amount between
 * them and is no spending. `undefined` for an unlimited meter.
 */
export function balanceOf({ remaining, held }: BalanceParts): Amount | undefined {
  if (remaining === null) return undefined;
  return held === undefined ? remaining : plus(remaining, held);
}
