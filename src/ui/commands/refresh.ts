import { l10n, ProgressLocation, window } from "vscode";
import * as z from "zod/mini";
import type { AccountState } from "../../core/accounts/accountState.ts";
import { accountIdField, commandArguments } from "../context/commandArguments.ts";
import { accountOf, type Desk } from "../context/commandContext.ts";

const fields = z.object({ accountId: z.exactOptional(accountIdField) });

/** Reads one account or all now, never before a provider's `Retry-After`. */
export async function refresh(desk: Desk, value: unknown): Promise<readonly AccountState[]> {
  const args = commandArguments(fields, value);
  if (args) return refreshNow(desk, args.accountId);
  return window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t("Reading accounts…") },
    async () => {
      const waiting = waitingAccounts(desk);
      const states = await refreshNow(desk, undefined);
      // Told, so that a refresh that changes nothing does not look broken.
      for (const { problem } of waiting) if (problem) void window.showInformationMessage(problem.message);
      return states;
    },
  );
}

/** The states of the accounts that were asked for, after the attempt. */
export async function refreshNow(
  desk: Desk,
  accountId: string | undefined,
): Promise<readonly AccountState[]> {
  if (accountId !== undefined) accountOf(desk, accountId);
  await desk.poller.refresh(accountId);
  return desk.accounts.states().filter(({ id }) => accountId === undefined || id === accountId);
}

/** Accounts whose provider asked not to be called yet. */
function waitingAccounts(desk: Desk): readonly AccountState[] {
  const now = desk.clock.now();
  return desk.accounts
    .states()
    .filter(({ problem }) => problem?.retryAt !== undefined && Date.parse(problem.retryAt) > now);
}
