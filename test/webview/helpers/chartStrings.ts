import type { ChartStrings } from "../../../src/protocol/strings.ts";

export const chartStrings: ChartStrings = {
  title: "Balance history",
  meter: "Meter",
  span: "Span of the chart",
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
  notRead: "not read",
  lastOnly: "Only the last {0} readings are listed.",
  noReadings: "No readings yet. The line begins with the first one.",
  noReadingsHere: "No readings in this span.",
  unlimited: "This meter is unlimited: there is no balance to draw.",
  showAll: "Show all time",
};
