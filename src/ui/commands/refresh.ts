import { ProgressLocation, window } from "vscode";
import * as z from "zod/mini";
import type { AccountState } from "../../core/accounts/accountState.ts";
import { accountIdField, interactiveAccountId, parseArguments } from "../context/commandArguments.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { accountMessage } from "../text/failureMessage.ts";
import { l10n } from "../text/l10n.ts";

const argumentSchema = z.object({ accountId: z.exactOptional(accountIdField) });

type RefreshContext = Pick<CommandContext, "accountViews" | "clock" | "poller">;

/** Reads one account or all now, never before a provider's `Retry-After`. */
export async function refresh(context: RefreshContext, value: unknown): Promise<readonly AccountState[]> {
  const args = parseArguments(argumentSchema, value);
  const accountId = args ? args.accountId : interactiveAccountId(value);
  if (args || accountId !== undefined) return refreshAccounts(context, accountId);
  return window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t("Reading accounts…") },
    async () => {
      const waiting = waitingAccounts(context);
      const states = await refreshAccounts(context, undefined);
      // Without a message, a refresh that changes nothing would look broken.
      for (const { label, problem } of waiting)
        if (problem) void window.showInformationMessage(accountMessage(label, problem.message));
      return states;
    },
  );
}

/** Reads one account, or all for `undefined`. Resolves to their states after the attempt. */
export async function refreshAccounts(
  context: Pick<RefreshContext, "accountViews" | "poller">,
  accountId: string | undefined,
): Promise<readonly AccountState[]> {
  if (accountId !== undefined) requireAccount(context, accountId);
  await context.poller.refresh(accountId);
  return context.accountViews.states().filter(({ id }) => accountId === undefined || id === accountId);
}

/** The accounts whose provider asked for a pause that is not over. */
function waitingAccounts({ accountViews, clock }: RefreshContext): readonly AccountState[] {
  const now = clock.now();
  return accountViews
    .states()
    .filter(({ problem }) => problem?.retryAt !== undefined && Date.parse(problem.retryAt) > now);
}
