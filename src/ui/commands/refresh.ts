import { l10n, ProgressLocation, window } from "vscode";
import * as z from "zod/mini";
import type { AccountState } from "../../core/accounts/accountState.ts";
import { accountIdField, parseArguments } from "../context/commandArguments.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";

const fields = z.object({ accountId: z.exactOptional(accountIdField) });

/** Reads one account or all now, never before a provider's `Retry-After`. */
export async function refresh(context: CommandContext, value: unknown): Promise<readonly AccountState[]> {
  const args = parseArguments(fields, value);
  if (args) return refreshAccounts(context, args.accountId);
  return window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t("Reading accounts…") },
    async () => {
      const waiting = waitingAccounts(context);
      const states = await refreshAccounts(context, undefined);
      // Told, so that a refresh that changes nothing does not look broken.
      for (const { problem } of waiting) if (problem) void window.showInformationMessage(problem.message);
      return states;
    },
  );
}

/** The states of the accounts that were asked for, after the attempt. */
export async function refreshAccounts(
  context: CommandContext,
  accountId: string | undefined,
): Promise<readonly AccountState[]> {
  if (accountId !== undefined) requireAccount(context, accountId);
  await context.poller.refresh(accountId);
  return context.accountViews.states().filter(({ id }) => accountId === undefined || id === accountId);
}

/** Accounts whose provider asked not to be called yet. */
function waitingAccounts(context: CommandContext): readonly AccountState[] {
  const now = context.clock.now();
  return context.accountViews
    .states()
    .filter(({ problem }) => problem?.retryAt !== undefined && Date.parse(problem.retryAt) > now);
}
