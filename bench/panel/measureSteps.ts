import { median, milliseconds, printTable, ratio, spread } from "../../scripts/helpers/report.ts";
import type { Step } from "./pageTimes.ts";
import { keys } from "./panelKeys.ts";
import type { WatchedWindow } from "./watchedWindow.ts";

const rounds = 5;
const requestCount = 20;

const steps: readonly (readonly [string, Step])[] = [
  ["filter: top-ups only", { kind: "filter", value: "credit" }],
  ["filter: all again", { kind: "filter", value: "all" }],
  ["search: text generation", { kind: "search", value: "text generation" }],
  ["search: job 4711", { kind: "search", value: "job 4711" }],
  ["search: none again", { kind: "search", value: "" }],
  ["jump to the middle", { kind: "jump", share: 0.5 }],
  ["jump to the end", { kind: "jump", share: 1 }],
  ["jump to the start", { kind: "jump", share: 0 }],
];

/**
 * Measures a user's steps in the ledger until its new rows are painted, beside one request to the host and
 * its answer.
 */
export async function measureSteps(window: WatchedWindow): Promise<void> {
  const baseline: number[] = [];
  await window.open(keys.empty, ["word"]);
  for (let round = 0; round < requestCount; round += 1)
    baseline.push(await window.timeStep({ kind: "request" }));
  await window.close(keys.close);
  const times = new Map<string, number[]>(steps.map(([name]) => [name, []]));
  await window.open(keys.bothSources, ["rows", "chart"]);
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, step] of steps) times.get(name)?.push(await window.timeStep(step));
  }
  await window.close(keys.close);
  const row = (name: string, values: readonly number[]) => [
    name,
    milliseconds(median(values)),
    spread(values),
  ];
  printTable(
    `Until new rows are painted, ${rounds} times each, over 55,000 entries`,
    ["", "median", "min – max", "to the baseline"],
    [
      [...row("baseline: one answer of the host, painted", baseline), ""],
      ...[...times].map(([name, values]) => [...row(name, values), ratio(values, baseline)]),
    ],
  );
}
