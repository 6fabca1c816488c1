import type { PanelAccount } from "../../protocol/panelState.ts";
import type { OverviewSort } from "../../protocol/viewState.ts";

export const defaultOverviewSort: OverviewSort = "trouble";

/** Sorted by the host's rank, by name, or by the provider's name and then by name. Equal ones keep their order. */
export function sortAccounts(
  accounts: readonly PanelAccount[],
  sort: OverviewSort,
  locale: string,
): readonly PanelAccount[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const byName = (a: PanelAccount, b: PanelAccount) => compare(a.label, b.label);
  const orders: Readonly<Record<OverviewSort, (a: PanelAccount, b: PanelAccount) => number>> = {
    trouble: (a, b) => (a.rank ?? 0) - (b.rank ?? 0),
    name: byName,
    provider: (a, b) => compare(a.providerName, b.providerName) || byName(a, b),
  };
  return accounts.toSorted(orders[sort]);
}
