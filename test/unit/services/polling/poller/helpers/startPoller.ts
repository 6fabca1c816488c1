import { accountOf, pollerBench } from "../../../../../helpers/createPollerHarness.ts";
import { settled } from "../../../../../helpers/fakeClock.ts";

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const account = accountOf("poof");

/** A poller of one account that has been read once. */
export async function started() {
  const bench = pollerBench([account]);
  await bench.poller.start();
  await settled();
  return bench;
}
