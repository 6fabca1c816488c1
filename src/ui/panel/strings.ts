import type { ChartStrings, OverviewStrings, PanelStrings, UsageStrings } from "../../protocol/strings.ts";
import { textLanguage } from "../text/countText.ts";
import { l10n } from "../text/l10n.ts";
import { markText, standingText } from "../text/labels.ts";
import { statementStrings } from "../text/statementStrings.ts";
import { ledgerStrings } from "./ledgerStrings.ts";

export function chartStrings(): ChartStrings {
  return {
    title: l10n.t("Balance history"),
    meter: l10n.t("Meter"),
    span: l10n.t("Time range"),
    spans: { day: l10n.t("24 h"), week: l10n.t("7 d"), month: l10n.t("30 d"), all: l10n.t("All") },
    asTable: l10n.t("Show as table"),
    summary: l10n.t(
      "Balance from {0} on {1} to {2} on {3}; lowest {4}, highest {5}.",
      "{0}",
      "{1}",
      "{2}",
      "{3}",
      "{4}",
      "{5}",
    ),
    from: l10n.t("From"),
    to: l10n.t("To"),
    balance: l10n.t("Balance"),
    amounts: { available: l10n.t("Available"), total: l10n.t("Total, with reserved") },
    amount: l10n.t("Amount drawn"),
    forecast: l10n.t("Forecast"),
    range: l10n.t("{0}–{1}", "{0}", "{1}"),
    floor: l10n.t("low below {0}", "{0}"),
    pace: {
      day: l10n.t("≤ {0} a day lasts to the reset", "{0}"),
      hour: l10n.t("≤ {0} an hour lasts to the reset", "{0}"),
    },
    brokenAxis: l10n.t("The axis starts at {0}.", "{0}"),
    copyPng: l10n.t("Copy as PNG"),
    copyCsv: l10n.t("Copy as CSV"),
    copied: l10n.t("Copied"),
    notCopied: l10n.t("The editor did not allow copying."),
    marks: {
      topUp: l10n.t("top-up {0}", "{0}"),
      reset: l10n.t("reset {0}", "{0}"),
      limit: l10n.t("limit {0}", "{0}"),
    },
    notRead: l10n.t("no readings"),
    lastOnly: l10n.t("Only the last {0} readings are listed.", "{0}"),
    noReadings: l10n.t("No readings yet. The chart starts with the first one."),
    noReadingsHere: l10n.t("No readings in this period."),
    unlimited: l10n.t("This meter is unlimited, so there is no balance to chart."),
    showAll: l10n.t("Show all time"),
  };
}

export function usageStrings(): UsageStrings {
  return {
    title: l10n.t("Usage"),
    period: l10n.t("Usage period"),
    periods: {
      daily: l10n.t("Day"),
      monthly: l10n.t("Month"),
      yearly: l10n.t("Year"),
      range: l10n.t("Dates…"),
    },
    requests: l10n.t("Requests"),
    successful: l10n.t("Successful"),
    failed: l10n.t("Failed"),
    consumed: l10n.t("Credits consumed"),
    byEndpoint: l10n.t("Requests per endpoint"),
    showAll: l10n.t("Show all {0}", "{0}"),
    noRequests: l10n.t("No requests in this period."),
    perHour: l10n.t("Consumption per hour"),
    perDay: l10n.t("Consumption per day"),
    perMonth: l10n.t("Consumption per month"),
    spans: {
      daily: l10n.t("Today, {0}", "{0}"),
      monthly: l10n.t("Calendar month: {0}", "{0}"),
      yearly: l10n.t("Calendar year: {0}", "{0}"),
      range: l10n.t("Chosen days: {0}", "{0}"),
    },
    providerPeriod: l10n.t("Provider's period"),
    average: l10n.t("{0} a day on average", "{0}"),
    dailyBudget: l10n.t("daily budget {0}", "{0}"),
    ofDailyBudget: l10n.t("{0} of the daily budget of {1}", "{0}", "{1}"),
    daysOver: l10n.t("over the daily budget on {0} of {1} days", "{0}", "{1}"),
    nothingConsumed: l10n.t("No usage seen in this period."),
    total: l10n.t("{0} consumed", "{0}"),
  };
}

export function overviewStrings(): OverviewStrings {
  return {
    title: l10n.t("Overview"),
    sort: l10n.t("Sort by"),
    sorts: { trouble: l10n.t("Trouble"), name: l10n.t("Name"), provider: l10n.t("Provider") },
    left: l10n.t("Left"),
    lasts: l10n.t("Lasts"),
    next: l10n.t("Next"),
    read: l10n.t("Read"),
    hidden: l10n.t("Hidden on this machine ({0})", "{0}"),
    show: l10n.t("Show"),
    allAccounts: l10n.t("All accounts ({0})", "{0}"),
  };
}

/** All texts of the webview, in the user's language. `{0}` … stay: the webview puts in the values. */
export function panelStrings(): PanelStrings {
  return {
    language: textLanguage(),
    sentences: l10n.t("{0} {1}", "{0}", "{1}"),
    accounts: l10n.t("Accounts"),
    refresh: l10n.t("Refresh"),
    addAccount: l10n.t("Add account"),
    accountActions: l10n.t("Account actions"),
    trySample: l10n.t("Try with sample accounts"),
    welcomeTitle: l10n.t("Get started with Credit Monitor"),
    welcomeText: l10n.t(
      "See what is left on your metered APIs before a batch runs dry. Keys stay in VS Code's secret storage.",
    ),
    meters: l10n.t("Meters"),
    account: l10n.t("Account"),
    leftCredits: { one: l10n.t("{0} credit left", "{0}"), other: l10n.t("{0} credits left", "{0}") },
    leftRequests: { one: l10n.t("{0} request left", "{0}"), other: l10n.t("{0} requests left", "{0}") },
    leftMoney: l10n.t("{0} left", "{0}"),
    exactly: l10n.t("exactly {0}", "{0}"),
    unlimited: l10n.t("unlimited"),
    unknown: l10n.t("unknown"),
    usedOf: l10n.t("{0} of {1} used", "{0}", "{1}"),
    used: l10n.t("{0} used", "{0}"),
    held: l10n.t("{0} reserved", "{0}"),
    plan: l10n.t("{0} plan", "{0}"),
    resets: l10n.t("resets {0}", "{0}"),
    wasToReset: l10n.t("was to reset {0}", "{0}"),
    expires: l10n.t("expires {0}", "{0}"),
    keyExpires: l10n.t("the key expires {0}", "{0}"),
    expired: l10n.t("expired {0}", "{0}"),
    topsUpBy: l10n.t("Auto top-up: adds {1} below {0}", "{0}", "{1}"),
    topsUpBelow: l10n.t("Auto top-up below {0}", "{0}"),
    topsUp: l10n.t("Auto top-up"),
    read: l10n.t("read {0}", "{0}"),
    justNow: l10n.t("just now"),
    reading: l10n.t("reading…"),
    notReadYet: l10n.t("not read yet"),
    stale: l10n.t("stale"),
    keyGivenFor: l10n.t("Key sent only to"),
    blocked: l10n.t("The provider is refusing requests from this account."),
    enterKey: l10n.t("Enter key"),
    tryAgain: l10n.t("Try again"),
    askAgainAt: l10n.t("next read after {0}", "{0}"),
    providerLabel: l10n.t("Provider"),
    planLabel: l10n.t("Plan"),
    marks: {
      ok: markText("ok"),
      low: markText("low"),
      empty: markText("empty"),
      unknown: markText("unknown"),
      needsUser: markText("needsUser"),
      failing: markText("failing"),
    },
    standings: {
      pays: standingText("pays"),
      binds: standingText("binds"),
      spent: standingText("spent"),
      information: standingText("information"),
    },
    readNow: l10n.t("Read now"),
    loading: l10n.t("loading…"),
    historyOff: l10n.t("Not recorded while history is off."),
    fromDay: l10n.t("Start date"),
    toDay: l10n.t("End date"),
    overview: overviewStrings(),
    chart: chartStrings(),
    usage: usageStrings(),
    ledger: ledgerStrings(),
    statement: statementStrings(),
  };
}
