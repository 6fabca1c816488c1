import { median, milliseconds, printTable, ratio, spread } from "../../scripts/helpers/report.ts";
import { keys } from "./panelKeys.ts";
import type { WatchedWindow } from "./watchedWindow.ts";

const rounds = 20;
const painted = ["meters", "chart", "rows"] as const;

/** Measures from the key to the first painted rows and chart, in turns with an empty webview. */
export async function measureOpening(window: WatchedWindow, build: string): Promise<void> {
  const empty: number[] = [];
  const bySource = { bothSources: newTimes(), observedOnly: newTimes() };
  for (let round = 0; round <= rounds; round += 1) {
    empty.push((await window.open(keys.empty, ["word"])).word);
    await window.close(keys.close);
    for (const source of ["bothSources", "observedOnly"] as const) {
      const times = await window.open(keys[source], painted);
      for (const element of painted) bySource[source][element].push(times[element]);
      bySource[source].all.push(Math.max(...Object.values(times)));
      await window.close(keys.close);
    }
  }
  const [emptyFirst, ...baseline] = empty;
  const row = (name: string, values: readonly number[]) => {
    const [first, ...later] = values;
    return [
      name,
      milliseconds(first),
      values === empty ? "" : ratio([first ?? Number.NaN], [emptyFirst ?? Number.NaN]),
      milliseconds(median(later)),
      spread(later),
      values === empty ? "" : ratio(later, baseline),
    ];
  };
  const rows = (name: string, times: ReturnType<typeof newTimes>) => [
    ...painted.map((element) => row(`${name}: ${element}`, times[element])),
    row(`${name}: rows and chart`, times.all),
  ];
  printTable(
    `From the key to the painted panel, ${build}, ${rounds} openings each, in turns (goal: rows and chart within 1.4 ×, the first within 1.15 ×)`,
    ["", "first", "to empty", "median", "min – max", "to empty"],
    [
      row("empty webview: one word", empty),
      ...rows("provider's and observed", bySource.bothSources),
      ...rows("observed only", bySource.observedOnly),
    ],
  );
}

function newTimes(): Record<(typeof painted)[number] | "all", number[]> {
  return { meters: [], chart: [], rows: [], all: [] };
}
