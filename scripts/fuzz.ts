// `npm run fuzz [-- --only text --cases n --seconds n --seed n --path p]`: the properties of `npm test` at length.
import { properties } from "../test/properties/all.ts";
import { readFuzzOrder } from "./fuzz/fuzzOptions.ts";
import { fuzzProperty } from "./fuzz/fuzzProperty.ts";
import { runScript } from "./helpers/cleanUp.ts";
import { log } from "./helpers/log.ts";
import { UserError } from "./helpers/userError.ts";

await runScript(async () => {
  const { only, seconds, ...trial } = readFuzzOrder(process.argv.slice(2));
  const wanted = properties.filter(({ name }) => name.includes(only));
  if (wanted.length === 0) throw new UserError(`No property has ${JSON.stringify(only)} in its name.`);
  log(`fuzzing ${wanted.length} properties from seed ${trial.seed}, for ${seconds} s at most`);
  const endMs = performance.now() + seconds * 1000;
  const totals: string[] = [];
  let broken = 0;
  for (const [index, property] of wanted.entries()) {
    const limitMs = (endMs - performance.now()) / (wanted.length - index);
    const fuzzed = await fuzzProperty(property, { ...trial, limitMs });
    if (fuzzed.isBroken) broken += 1;
    const figures = `${fuzzed.cases.toLocaleString("en")} cases in ${fuzzed.seconds.toFixed(1)} s`;
    totals.push(`${fuzzed.isBroken ? "✗" : "✓"} ${property.name}: ${figures}`);
  }
  console.log(`\n${totals.join("\n")}\n${wanted.length - broken} hold, ${broken} broken; seed ${trial.seed}`);
  return broken === 0 ? 0 : 1;
});
