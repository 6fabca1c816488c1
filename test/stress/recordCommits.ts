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
  const updateLedger = store.updateLedger.bind(store);
  store.updateLedger = (account, update, change) => {
    const ids: string[] = [];
    const isSaved = updateLedger(account, update, (writer) =>
      change({
        ...writer,
        addPage: (page, options) => {
          ids.push(...page.map(({ id }) => id));
          return writer.addPage(page, options);
        },
      }),
    );
    if (isSaved) note({ kind: "page", account, ids });
    return isSaved;
  };
}
