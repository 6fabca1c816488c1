import { nothing, type TemplateResult } from "lit";
import type { ViewContext } from "../app/viewContext.ts";
import { emptyState, errorState, loadingState, readNowAction } from "../controls/emptyState.ts";
import type { LedgerPages } from "./pages.ts";

export interface LedgerNoteOptions {
  readonly pages: LedgerPages | undefined;
  readonly isFiltered: boolean;
  readonly onClearFilters: () => void;
}

/** Why there are no entries, or why some failed to load; nothing while all is well. */
export function ledgerNote(
  context: ViewContext,
  { pages, isFiltered, onClearFilters }: LedgerNoteOptions,
): TemplateResult | typeof nothing {
  const strings = context.strings.ledger;
  if (pages?.failure !== undefined) return errorState(context, pages.failure, () => pages.retry());
  if (pages?.total === undefined) return loadingState(context);
  if (pages.total > 0) return nothing;
  if (isFiltered) {
    return emptyState(strings.noMatch, { label: strings.clearFilters, run: onClearFilters });
  }
  return emptyState(strings.empty, readNowAction(context));
}
