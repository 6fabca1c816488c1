// The runway forecast compared with what happened: how often the truth lay in the range, how wide the range was; beside
// it an earlier build, and the straight line through past spending that other monitors use, with a range of the same
// width.
import { runScript } from "../../scripts/helpers/cleanUp.ts";
import { milliseconds, printTable } from "../../scripts/helpers/report.ts";
import { estimateRunway } from "../../src/core/forecast/runway.ts";
import { measure } from "../helpers/measure.ts";
import { backtest, type ForecastCase, spendingOf } from "./backtest.ts";
import { earlierEstimate } from "./earlierBuild.ts";
import { type GeneratedCase, generateCase, type TopUpPattern } from "./generated.ts";
import { informedObserver } from "./informedObserver.ts";
import { sampleCases } from "./sampled.ts";
import { heldOutChanges, shapes, tuningChanges } from "./shapes.ts";
import { fixed, isRight, median, share, Tally, widthOf } from "./tally.ts";

type Shape = GeneratedCase["shape"];
const namesOf = <T extends object>(table: T) => Object.keys(table) as (keyof T & Shape)[];
const [shapeNames, tuningNames, heldOutNames] = [
  namesOf(shapes),
  namesOf(tuningChanges),
  namesOf(heldOutChanges),
];
/** The method was tuned on seeds from the first one. Of the shapes that are held out only the last one is read. */
const firstSeeds = { tuning: 50_000, heldOut: 700_000 };
const topUpPatterns: readonly TopUpPattern[] = ["prepaid", "topped up", "monthly"];
const historyDays = [3.5, 7, 14, 28, 56];
const samples = ["poof", "depicta", "richUtilities", "easySlip", "coals"];

/** `casesEach` cases of each shape, way of topping up and length of history. */
function* generatedCases(names: readonly Shape[], casesEach: number, firstSeed: number) {
  let seed = firstSeed;
  for (const shape of names)
    for (const topUps of topUpPatterns)
      for (const days of historyDays)
        for (let index = 0; index < casesEach; index += 1) {
          seed += 1;
          yield {
            shape,
            topUps,
            days,
            forecastCase: generateCase({ shape, topUps, seed, historyDays: days }),
          };
        }
}

/** How the range could be traded for safety. */
function printTradeOff(cases: readonly ForecastCase[], shape: Shape): void {
  const levels = [0.25, 0.2, 0.15, 0.1, 0.05, 0.02];
  const rows = levels.map((outside) => {
    const results = cases.flatMap(
      (forecastCase) => backtest(forecastCase, (input) => estimateRunway(input, outside)) ?? [],
    );
    const best = informedObserver(1 - outside);
    const cells = [share(results, isRight), fixed(median(results.map(widthOf)))];
    return [`${100 * outside} %`, ...cells, `${Math.round(100 * best.rightShare)} %`, fixed(best.width)];
  });
  const head = ["left out", "in range", "width", "informed observer", "width"];
  printTable(`The range against its safety: ${shape}`, head, rows);
}

await runScript(async () => {
  const earlier = await earlierEstimate();
  if (!earlier) console.log("Without the repository's history there is no earlier build to compare with.");
  const tally = new Tally(earlier);
  for (const { shape, topUps, days, forecastCase } of generatedCases(shapeNames, 40, 0)) {
    tally.add(forecastCase, "generated", shape, topUps, `${days} days`);
  }
  for (const { shape, forecastCase } of generatedCases(tuningNames, 20, firstSeeds.tuning)) {
    tally.add(forecastCase, "tuned on", shape);
  }
  const halts: ForecastCase[] = [];
  for (const { shape, forecastCase } of generatedCases(heldOutNames, 40, firstSeeds.heldOut)) {
    tally.add(forecastCase, "held out", shape);
    if (shape === "a halt") halts.push(forecastCase);
  }
  for (const providerId of samples) {
    for (const forecastCase of await sampleCases(providerId)) tally.add(forecastCase, "samples", providerId);
  }
  const table = (title: string, names: readonly string[]) =>
    printTable(
      title,
      tally.head,
      names.map((name) => tally.row(name)),
    );
  table("Runway by shape of spending (tuned on)", [...shapeNames, "generated"]);
  table("Runway by changes of level (tuned on)", [...tuningNames, "tuned on"]);
  table(`Runway by changes of level that the method was not tuned on (seeds from ${firstSeeds.heldOut})`, [
    ...heldOutNames,
    "held out",
  ]);
  table(
    "Runway by length of history",
    historyDays.map((days) => `${days} days`),
  );
  table("Runway by top-ups", topUpPatterns);
  table("Runway of the sample accounts", [...samples, "samples"]);
  console.log("Width and errors: medians, as shares of the true time (of the balance, before a reset).");
  printTradeOff(halts, "a halt");

  const longest = generateCase({ shape: "growing", topUps: "prepaid", seed: 1, historyDays: 56 });
  const spending = spendingOf(longest.past);
  const { medianMs, worstMs } = measure(() =>
    estimateRunway({ spending, remaining: longest.remaining * 10 }),
  );
  console.log(`One forecast: ${milliseconds(medianMs)}, at worst ${milliseconds(worstMs)}.`);
  return 0;
});
