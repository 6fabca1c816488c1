import { flushPromises } from "../../../../../helpers/fakeClock.ts";
import { accountOf, createPollerHarness } from "../../../../../helpers/pollerHarness.ts";

export const account = accountOf("poof");

/** A poller of one account that has been read once. */
export async function started() {
  const bench = createPollerHarness([account]);
  await bench.poller.start();
  await flushPromises();
  return bench;
}
