import { matchByName } from "../core/accounts/matchByName.ts";
import { nearNames } from "../core/accounts/nearNames.ts";
import type { LedgerFilter } from "../core/ledger/ledgerEntry.ts";
import type { ExportFormatName } from "../core/ledger/ledgerExport.ts";
import { exportTexts } from "../services/ledger/exportLedger.ts";
import { toLedgerEntry } from "../ui/api/toLedgerEntry.ts";
import { observedDescriptions } from "../ui/text/ledgerDescription.ts";
import { sanitizeText } from "../ui/text/sanitizeText.ts";
import type { LocalAccounts } from "./localAccounts.ts";

const maxNames = 5;

export interface LedgerTextsOptions {
  readonly format: ExportFormatName;
  readonly filter: LedgerFilter;
  readonly signal: AbortSignal;
}

/** An exported ledger in parts. */
export async function* ledgerTexts(
  accounts: LocalAccounts,
  { format, filter, signal }: LedgerTextsOptions,
): AsyncGenerator<string> {
  const { history } = await accounts.loadHistory();
  const textContext = accounts.textContext();
  const parts = exportTexts(
    history,
    { format, filters: [filter], signal },
    {
      observedDescriptions: observedDescriptions(textContext.locale),
      toEntry: (row) => toLedgerEntry(row, textContext),
    },
  );
  for await (const { text } of parts) yield text;
}

/** The account that a name means, or why there is no such one, with the near ones. */
export function findAccountId(
  accounts: LocalAccounts,
  name: string,
): { readonly ok: true; readonly id: string } | { readonly ok: false; readonly problem: string } {
  const all = accounts.statuses().map(({ account: { id, label } }) => ({ id, label }));
  const [match, ...others] = matchByName(all, name);
  if (match && others.length === 0) return { ok: true, id: match.id };
  const ids = (match ? [match, ...others] : nearNames(all, name, maxNames)).map(({ id }) => id).join(", ");
  const reason = match ? "several accounts are called" : "there is no account";
  return { ok: false, problem: `${reason} “${sanitizeText(name)}”. Accounts: ${ids || "none"}.` };
}
