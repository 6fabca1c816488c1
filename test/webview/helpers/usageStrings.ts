import type { UsageStrings } from "../../../src/protocol/strings.ts";

export const usageStrings: UsageStrings = {
  title: "Usage",
  period: "Period of the usage",
  periods: {
    daily: "Day",
    monthly: "Month",
    yearly: "Year",
    range: "Dates…",
  },
  requests: "Requests",
  successful: "Successful",
  failed: "Failed",
  consumed: "Credits consumed",
  byEndpoint: "Requests per endpoint",
  showAll: "Show all {0}",
  noRequests: "No requests in this time.",
  perDay: "Consumption per day",
  perMonth: "Consumption per month",
  nothingConsumed: "Nothing was consumed in this time, as far as readings tell.",
  total: "{0} consumed",
};
