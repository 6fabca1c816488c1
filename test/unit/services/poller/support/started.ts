import { settled } from "../../../support/fakeClock.ts";
import { accountOf, pollerBench } from "../../../support/pollerBench.ts";

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
