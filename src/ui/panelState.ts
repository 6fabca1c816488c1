import { type AccountStatus, chosenSnapshot } from "../core/accountStatus.ts";
import type { PanelAccount, ToPanel } from "../core/panelMessages.ts";
import type { Provider } from "../providers/provider.ts";
import { endpointOf } from "../services/accountAccess.ts";
import type { AccountDetails } from "../services/accountDetails.ts";
import type { Accounts } from "./accounts.ts";
import { panelWords } from "./panelWords.ts";
import { detailText } from "./words/detailText.ts";
import type { Reader } from "./words/reader.ts";
import { termText } from "./words/terms.ts";

export interface PanelStateOptions {
  readonly accounts: Accounts;
  readonly details: AccountDetails;
  readonly findProvider: (id: string) => Provider | undefined;
}

/** All that the panel shows. Never a key. */
export function panelState(options: PanelStateOptions): ToPanel {
  const reader = options.accounts.reader();
  return {
    kind: "state",
    accounts: options.accounts.statuses().map((status) => panelAccount(status, options, reader)),
    hideAmounts: reader.hideAmounts,
    history: { isOn: true },
    locale: reader.locale,
    words: panelWords(),
  };
}

function panelAccount(
  status: AccountStatus,
  { accounts, details, findProvider }: PanelStateOptions,
  reader: Reader,
): PanelAccount {
  const { account, reading, isReading } = status;
  const state = accounts.state(status, reader);
  const keyHost = keyHostOf(status, findProvider(account.provider));
  const lookedUp = details.of(account.id).map(({ label, value }) => ({
    label: termText(label),
    value: detailText(value, reader),
  }));
  return {
    ...state,
    details: [...state.details, ...lookedUp],
    providerName: accounts.providerName(account.provider),
    ...(keyHost === undefined ? {} : { keyHost }),
    isBlocked: reading !== undefined && chosenSnapshot(reading.snapshot, account).isBlocked,
    isReading,
  };
}

/** The host that the key was given for, as the outcome of the last attempt tells it. */
function keyHostOf(
  { account, reading, failure }: AccountStatus,
  provider: Provider | undefined,
): string | undefined {
  if (failure?.kind === "keyMissing" || (!reading && !failure)) return undefined;
  if (failure?.kind === "blockedOrigin") return failure.givenFor && URL.parse(failure.givenFor)?.host;
  return provider && endpointOf(account, provider)?.host;
}
