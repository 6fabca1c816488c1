import type { Account } from "../../core/accounts/account.ts";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import type { Failure } from "../../core/readings/failure.ts";
import type { Provider } from "../../providers/provider.ts";
import type { Clock } from "../../services/common/clock.ts";
import type { Settings } from "../../services/common/settings.ts";
import type { CommandServices } from "../../services/createCommandServices.ts";
import type { Services } from "../../services/createServices.ts";
import type { RecentReadings } from "../../services/polling/recentReadings.ts";
import type { AccountViews } from "../accounts/accountViews.ts";
import type { Log } from "../diagnostics/createLog.ts";
import type { LocalAccess } from "../localAccess/localAccess.lazy.ts";
import type { Panel } from "../panel/panel.ts";
import type { StatusBar } from "../statusBar/statusBar.ts";
import { failureMessage } from "../text/failureMessage.ts";
import { l10n } from "../text/l10n.ts";
import { messageText } from "../text/sanitizeText.ts";
import { argumentError, missingAccountError, ProblemError, UserError } from "./commandErrors.ts";

/** What activation creates: the services of this window and what shows them. */
export interface ActivationContext extends Services {
  readonly accountViews: AccountViews;
  readonly clock: Clock;
  /** The folder in which the extension is installed. */
  readonly extensionFolder: string;
  readonly loadLocalAccess: () => Promise<LocalAccess>;
  readonly log: Log;
  readonly panel: Panel;
  readonly recentReadings: RecentReadings;
  readonly settings: Settings;
  /** Aborts when the extension is deactivated. */
  readonly signal: AbortSignal;
  readonly statusBar: StatusBar;
  /** The folder of the history and of what else the extension keeps on this machine. */
  readonly storageFolder: string;
  /** The extension's version. */
  readonly version: string;
}

/**
 * What commands, panel requests, the API and the agent tool work with. Each names the members that it needs, by
 * `Pick`.
 */
export type CommandContext = ActivationContext & Omit<CommandServices, "dispose">;

/** The status of the account that an argument names. Throws an Error that names the field when there is none. */
export function requireAccount(
  { accountViews }: { readonly accountViews: Pick<AccountViews, "find"> },
  accountId: string,
): AccountStatus {
  const status = accountViews.find(accountId);
  if (!status) throw missingAccountError(accountId);
  return status;
}

/** The provider of that id. Throws an Error that names the field when there is none. */
export function requireProvider(
  { providerRegistry }: Pick<CommandContext, "providerRegistry">,
  providerId: string,
): Provider {
  const provider = providerRegistry.find(providerId);
  if (!provider) throw argumentError(`provider (${providerId})`);
  return provider;
}

/** The provider of an account. Throws an Error for the user when its definition is not available now. */
export function requireProviderOf(
  { providerRegistry }: Pick<CommandContext, "providerRegistry">,
  { label, provider: providerId }: Account,
): Provider {
  const provider = providerRegistry.find(providerId);
  if (provider) return provider;
  throw new UserError(
    l10n.t(
      "The provider of {0} ({1}) is not available: its definition was removed, or the extension that adds it is not active.",
      messageText(label),
      messageText(providerId),
    ),
  );
}

/** The error with which a command rejects after this failure. */
export function toProblemError(
  { accountViews }: Pick<CommandContext, "accountViews">,
  failure: Failure,
): ProblemError {
  return new ProblemError(failureMessage(failure, accountViews.textContext()));
}
