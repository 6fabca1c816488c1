import { type Clock, systemClock } from "../../src/services/common/clock.ts";
import { History } from "../../src/services/history/history.ts";
import { openHistory } from "../../src/store/database/openHistory.lazy.ts";

/** The history of one window in a file that other windows share. */
export function historyAt(file: string, clock: Clock = systemClock): History {
  const reportBug = (error: unknown) => {
    throw error;
  };
  return new History({ open: (isSuspect) => openHistory(file, { isSuspect }), clock, reportBug });
}
