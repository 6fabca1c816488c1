import type { ChartStrings } from "../../../src/protocol/strings.ts";

export const chartStrings: ChartStrings = {
  title: "Balance history",
  meter: "Meter",
  span: "Time range",
  spans: { day: "24 h", week: "7 d", month: "30 d", all: "All" },
  asTable: "Show as table",
  summary: "Balance from {0} on {1} to {2} on {3}; lowest {4}, highest {5}.",
  from: "From",
  to: "To",
  balance: "Balance",
  marks: {
    topUp: "top-up {0}",
    reset: "reset {0}",
    limit: "limit {0}",
  },
  notRead: "no readings",
  lastOnly: "Only the last {0} readings are listed.",
  noReadings: "No readings yet. The chart starts with the first one.",
  noReadingsHere: "No readings in this period.",
  unlimited: "This meter is unlimited, so there is no balance to chart.",
  showAll: "Show all time",
};
