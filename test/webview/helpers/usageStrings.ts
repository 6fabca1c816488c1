import type { UsageStrings } from "../../../src/protocol/strings.ts";

export const usageStrings: UsageStrings = {
  title: "Usage",
  period: "Usage period",
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
  noRequests: "No requests in this period.",
  perDay: "Consumption per day",
  perMonth: "Consumption per month",
  nothingConsumed: "No usage seen in this period.",
  total: "{0} consumed",
};
