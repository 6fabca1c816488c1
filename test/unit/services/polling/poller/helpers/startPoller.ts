import { flushPromises } from "../../../../../helpers/fakeClock.ts";
import { accountOf, createPollerHarness } from "../../../../../helpers/pollerHarness.ts";

export const account = accountOf("poof");

/** A poller of one account that has been read once. */
export async function startPoller() {
  const harness = createPollerHarness([account]);
  await harness.poller.start();
  await flushPromises();
  return harness;
}
