import { failureText, type Property, type Trial } from "../../test/properties/helpers/property.ts";
import { log } from "../helpers/log.ts";

const batchMs = 5_000;

export interface Fuzzed {
  readonly cases: number;
  readonly seconds: number;
  readonly isBroken: boolean;
}

/** Tries a property, a batch and a seed at a time, until it breaks or its cases or its time are used up. */
export async function fuzzProperty(
  property: Property,
  { cases, seed, path, limitMs = Number.POSITIVE_INFINITY }: Trial,
): Promise<Fuzzed> {
  const startMs = performance.now();
  const elapsedMs = () => performance.now() - startMs;
  let tried = 0;
  let isBroken = false;
  for (let batch = 0; !isBroken && tried < cases && elapsedMs() < limitMs; batch += 1) {
    const { cases: more, failure } = await property.try({
      cases: path === undefined ? cases - tried : 1,
      seed: seed + batch,
      limitMs: Math.min(batchMs, limitMs - elapsedMs()),
      ...(path === undefined ? {} : { path }),
    });
    tried += more;
    if (failure) {
      isBroken = true;
      console.error(`\n${failureText(property, failure)}\n`, failure.error);
    } else log(`${property.name}: ${tried.toLocaleString("en")} cases`);
    if (path !== undefined) break;
  }
  return { cases: tried, seconds: elapsedMs() / 1000, isBroken };
}
