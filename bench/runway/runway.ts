// The runway forecast compared with what happened: how often the truth lay in the range, how wide the range
// was, and beside it the straight line through past spending that other monitors use, with a range of the
// same width.
import { runScript } from "../../scripts/helpers/cleanUp.ts";
import { milliseconds, printTable } from "../../scripts/helpers/report.ts";
import { estimateRunway } from "../../src/core/forecast/runway.ts";
import { measure } from "../helpers/measure.ts";
import { spendingOf } from "./backtest.ts";
import { generateCase, type TopUpPattern } from "./generated.ts";
import { sampleCases } from "./sampled.ts";
import { changes, shapes } from "./shapes.ts";
import { Tally } from "./tally.ts";

const casesEach = 40;
const shapeNames = Object.keys(shapes) as (keyof typeof shapes)[];
const changeNames = Object.keys(changes) as (keyof typeof changes)[];
const changeCasesEach = 20;
/** Tuned on seeds from 50,000. */
const heldOutSeed = 90_000;
const topUpPatterns: readonly TopUpPattern[] = ["prepaid", "topped up", "monthly"];
const historyDays = [3.5, 7, 14, 28, 56];
const samples = ["poof", "depicta", "richUtilities", "easySlip", "coals"];

await runScript(async () => {
  const tally = new Tally();
  let seed = 0;
  for (const shape of shapeNames) {
    for (const topUps of topUpPatterns) {
      for (const days of historyDays) {
        for (let index = 0; index < casesEach; index += 1) {
          seed += 1;
          const forecastCase = generateCase({ shape, topUps, seed, historyDays: days });
          tally.add(forecastCase, "generated", shape, topUps, `${days} days`);
        }
      }
    }
  }
  seed = heldOutSeed;
  for (const shape of changeNames) {
    for (const topUps of topUpPatterns) {
      for (const days of historyDays) {
        for (let index = 0; index < changeCasesEach; index += 1) {
          seed += 1;
          const forecastCase = generateCase({ shape, topUps, seed, historyDays: days });
          tally.add(forecastCase, "changes", shape);
        }
      }
    }
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
  table("Runway by shape of spending", [...shapeNames, "generated"]);
  table(`Runway by shapes and seeds (from ${heldOutSeed}) that the method was not tuned on`, [
    ...changeNames,
    "changes",
  ]);
  table(
    "Runway by length of history",
    historyDays.map((days) => `${days} days`),
  );
  table("Runway by top-ups", topUpPatterns);
  table("Runway of the sample accounts", [...samples, "samples"]);
  console.log("Width and errors: medians, as shares of the true time (of the balance, before a reset).");

  const longest = generateCase({ shape: "growing", topUps: "prepaid", seed, historyDays: 56 });
  const spending = spendingOf(longest.past);
  const { medianMs, worstMs } = measure(() =>
    estimateRunway({ spending, remaining: longest.remaining * 10 }),
  );
  console.log(`One forecast: ${milliseconds(medianMs)}, at worst ${milliseconds(worstMs)}.`);
  return 0;
});
