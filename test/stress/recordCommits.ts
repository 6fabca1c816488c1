import type { HistoryStore } from "../../src/store/historyStore.ts";
import type { Deposition } from "./progressNote.ts";

/** Puts on record what a store has committed, right after it was. */
export function noteCommits(store: HistoryStore, note: (note: Deposition) => void): void {
  const saveAttempt = store.saveAttempt.bind(store);
  store.saveAttempt = (account, attempt, gapMs) => {
    saveAttempt(account, attempt, gapMs);
    const { reading, failure } = attempt;
    if (!reading || failure) return;
    const meters = reading.snapshot.meters.map(({ id, remaining }) => [id, remaining] as const);
    note({ kind: "reading", account, readAtMs: reading.readAtMs, meters });
  };
  const addPage = store.addLedgerPage.bind(store);
  store.addLedgerPage = (account, page, isLast, meter, source) => {
    addPage(account, page, isLast, meter, source);
    note({ kind: "page", account, ids: page.map(({ id }) => id) });
  };
}
