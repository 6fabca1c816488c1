import type { AccountState, Meter } from "../core/accounts/accountState.ts";
import type { AccountStatus } from "../core/accounts/accountStatus.ts";
import { hiddenAmount } from "../core/money/formatAmount.ts";
import { toAccountState } from "../ui/accounts/toAccountState.ts";
import type { TextContext } from "../ui/text/textContext.ts";

/** The accounts in the shape of the extension's API. While amounts are hidden, each is a placeholder. */
export function accountStates(
  statuses: readonly AccountStatus[],
  textContext: TextContext,
): readonly AccountState[] {
  return statuses.map((status) => {
    const state = toAccountState(status, textContext);
    return textContext.hideAmounts ? withoutAmounts(state) : state;
  });
}

function withoutAmounts({ autoTopUp: _, ...state }: AccountState): AccountState {
  return { ...state, meters: state.meters.map(hideMeter) };
}

function hideMeter(meter: Meter): Meter {
  const hide = (amount: string | null) => (amount === null ? null : hiddenAmount);
  const { remaining, used, limit, held, ...rest } = meter;
  return {
    ...rest,
    remaining: hide(remaining),
    ...(used === undefined ? {} : { used: hiddenAmount }),
    ...(limit === undefined ? {} : { limit: hide(limit) }),
    ...(held === undefined ? {} : { held: hiddenAmount }),
  };
}
