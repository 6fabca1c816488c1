import { l10n } from "vscode";
import type { PanelWords } from "../../protocol/strings.ts";
import { levelText } from "../text/levelText.ts";
import { chartWords } from "./chartWords.ts";
import { ledgerWords } from "./ledgerWords.ts";
import { usageWords } from "./usageWords.ts";

/** The panel's words in the reader's language. */
export function panelWords(): PanelWords {
  return {
    accounts: l10n.t("Accounts"),
    refresh: l10n.t("Refresh"),
    addAccount: l10n.t("Add account"),
    trySample: l10n.t("Try with sample accounts"),
    welcomeTitle: l10n.t("Know what is left"),
    welcomeText: l10n.t(
      "Credit Monitor reads the accounts of your metered APIs and shows what is left before a batch runs dry. Keys stay in VS Code's secret storage.",
    ),
    meters: l10n.t("Meters"),
    account: l10n.t("Account"),
    leftCredits: l10n.t("credits left"),
    leftRequests: l10n.t("requests left"),
    leftMoney: l10n.t("left"),
    unlimited: l10n.t("unlimited"),
    unknown: l10n.t("unknown"),
    usedOf: l10n.t("{0} of {1} used", "{0}", "{1}"),
    used: l10n.t("{0} used", "{0}"),
    held: l10n.t("{0} held", "{0}"),
    plan: l10n.t("{0} plan", "{0}"),
    resets: l10n.t("resets {0}", "{0}"),
    expires: l10n.t("expires {0}", "{0}"),
    expired: l10n.t("expired {0}", "{0}"),
    topsUpBy: l10n.t("tops up {1} below {0}", "{0}", "{1}"),
    topsUpBelow: l10n.t("tops up automatically below {0}", "{0}"),
    topsUp: l10n.t("tops up automatically"),
    read: l10n.t("read {0}", "{0}"),
    reading: l10n.t("reading…"),
    notReadYet: l10n.t("not read yet"),
    stale: l10n.t("stale"),
    keyGivenFor: l10n.t("Key given for"),
    blocked: l10n.t("The provider refuses work from this account now."),
    enterKey: l10n.t("Enter key"),
    tryAgain: l10n.t("Try again"),
    askAgainAt: l10n.t("may be asked again at {0}", "{0}"),
    providerLabel: l10n.t("Provider"),
    planLabel: l10n.t("Plan"),
    levels: {
      ok: levelText("ok"),
      low: levelText("low"),
      empty: levelText("empty"),
      unknown: levelText("unknown"),
    },
    readNow: l10n.t("Read now"),
    loading: l10n.t("loading…"),
    historyOff: l10n.t("Not kept while history is off."),
    fromDay: l10n.t("From day"),
    toDay: l10n.t("To day"),
    chart: chartWords(),
    usage: usageWords(),
    ledger: ledgerWords(),
  };
}
