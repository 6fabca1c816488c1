import type { HistoryStore } from "../../src/store/historyStore.ts";
import type { NewNote } from "./progressNote.ts";

/** Records each reading and each ledger page right after a store has committed it. */
export function recordCommits(store: HistoryStore, note: (note: NewNote) => void): void {
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
