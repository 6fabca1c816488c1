// A computer that is without network for five hours: how long its accounts stay stale once the network is back, with the
// schedule for failures that reach no provider, beside the ordinary back-off that they had before.
import { runScript } from "../../scripts/helpers/cleanUp.ts";
import { printTable } from "../../scripts/helpers/report.ts";
import type { Failure } from "../../src/core/readings/failure.ts";
import { simulateOffline, summarize } from "./simulateOffline.ts";

const seeds = 4;
const kinds = {
  "host name not found": { kind: "unreachable", reason: "dns" },
  "no network": { kind: "unreachable", reason: "network" },
  "every host refuses": { kind: "unreachable", reason: "refused" },
} as const satisfies Record<string, Failure>;
/** A failure of the ordinary back-off. */
const ordinary: Failure = { kind: "timeout", seconds: 15 };

async function rowOf(name: string, failure: Failure, accounts: number, isFocused: boolean) {
  const results = [];
  for (let seed = 1; seed <= seeds; seed += 1) {
    results.push(await simulateOffline({ seed, accounts, failure, isFocused }));
  }
  const { withinMinute, median, max, maxPer10S, offlinePerHour } = summarize(results);
  return [
    name,
    String(accounts),
    isFocused ? "yes" : "no",
    `${Math.round(100 * withinMinute)} %`,
    `${Math.round(median)} s`,
    `${Math.round(max)} s`,
    String(maxPer10S),
    String(Math.round(offlinePerHour)),
  ];
}

await runScript(async () => {
  const rows: string[][] = [];
  for (const isFocused of [true, false]) {
    for (const accounts of [1, 5, 30]) {
      for (const [name, failure] of Object.entries(kinds)) {
        // One host that refuses may be down itself, so it is no network that is away.
        if (accounts === 1 && failure.reason === "refused") continue;
        rows.push(await rowOf(name, failure, accounts, isFocused));
      }
      rows.push(await rowOf("before: any", ordinary, accounts, isFocused));
    }
  }
  printTable(
    `Five hours without network, ${seeds} cases each: from its return to the next reading of an account`,
    ["failure", "accounts", "focused", "within 60 s", "median", "longest", "in 10 s", "tries an hour"],
    rows,
  );
  return 0;
});
