import { html, nothing, type TemplateResult } from "lit";
import type { ViewContext } from "../app/viewContext.ts";
import { emptyState, errorState } from "../controls/emptyState.ts";
import type { LedgerPages } from "./pages.ts";

export interface LedgerNoteOptions {
  readonly pages: LedgerPages | undefined;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}

/** What is said instead of entries, or of those that could not be had; nothing when all is well. */
export function ledgerNote(
  { screen, post, account }: ViewContext,
  { pages, isFiltered, onClear }: LedgerNoteOptions,
): TemplateResult | typeof nothing {
  const { words } = screen;
  if (pages?.failure !== undefined) return errorState(screen, pages.failure, () => pages.retry());
  if (pages?.total === undefined) {
    return html`<div class="waiting" aria-busy="true"><span class="unseen">${words.loading}</span></div>`;
  }
  if (pages.total > 0) return nothing;
  if (isFiltered) return emptyState(words.ledger.noMatch, { label: words.ledger.clearFilters, run: onClear });
  const run = () => post({ kind: "refresh", accountId: account.id });
  return emptyState(words.ledger.empty, { label: words.readNow, run });
}
