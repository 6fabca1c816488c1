import type { LogOutputChannel } from "vscode";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import type { Failure } from "../../core/readings/failure.ts";
import type { Provider } from "../../providers/provider.ts";
import type { Clock } from "../../services/common/clock.ts";
import type { Settings } from "../../services/common/settings.ts";
import type { NotificationLog } from "../../services/coordination/notificationLog.ts";
import type { CommandServices } from "../../services/createCommandServices.ts";
import type { AccountClient } from "../../services/credentials/accountClient.ts";
import type { History } from "../../services/history/history.ts";
import type { LedgerSync } from "../../services/ledger/ledgerSync.ts";
import type { AccountDetails } from "../../services/onDemand/accountDetails.ts";
import type { FocusTracker } from "../../services/polling/focusTracker.ts";
import type { Poller } from "../../services/polling/poller.ts";
import type { RecentReadings } from "../../services/polling/recentReadings.ts";
import type { ProviderRegistry } from "../../services/providerRegistry.ts";
import type { AccountViews } from "../accounts/accountViews.ts";
import type { Panel } from "../panel/panel.ts";
import type { StatusBar } from "../statusBar/statusBar.ts";
import { failureMessage } from "../text/failureMessage.ts";
import { ProblemError, wrongArgument } from "./commandErrors.ts";

/** What is there from the start. */
export interface Front {
  readonly accountClient: AccountClient;
  readonly accountViews: AccountViews;
  readonly focusTracker: FocusTracker;
  readonly clock: Clock;
  readonly details: AccountDetails;
  /** Where the extension is installed. */
  readonly folder: string;
  readonly history: History;
  readonly ledgers: LedgerSync;
  readonly log: LogOutputChannel;
  readonly panel: Panel;
  readonly poller: Poller;
  readonly providerRegistry: ProviderRegistry;
  readonly recent: RecentReadings;
  readonly settings: Settings;
  readonly statusBar: StatusBar;
  /** Cancels what is under way when the extension is deactivated. */
  readonly signal: AbortSignal;
  readonly notificationLog: NotificationLog;
  /** The extension's own. */
  readonly version: string;
}

/** Everything that commands work with; opened when the first of them is run. */
export type CommandContext = Front & Omit<CommandServices, "dispose">;

export type LoadCommandContext = () => Promise<CommandContext>;

/** The account of a command's argument. Throws an Error that names the field for one that is unknown. */
export function accountOf(context: CommandContext, accountId: string): AccountStatus {
  const status = context.accountViews.find(accountId);
  if (!status) throw wrongArgument(`accountId (${accountId})`);
  return status;
}

export function providerOf(context: CommandContext, providerId: string): Provider {
  const provider = context.providerRegistry.find(providerId);
  if (!provider) throw wrongArgument(`provider (${providerId})`);
  return provider;
}

/** The error that a refusal rejects with. */
export function toProviderError(context: CommandContext, failure: Failure, provider: Provider): ProblemError {
  return new ProblemError(failureMessage(failure, provider.name, context.accountViews.textContext()));
}
