import * as z from "zod/mini";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import type { LinkKind } from "../../core/links.ts";
import { accountIdField, parseArguments } from "../context/commandArguments.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { UserError } from "../context/commandErrors.ts";
import { findProviderLink } from "../context/providerLinks.ts";
import { openLink } from "../prompts/linkButton.ts";
import { pickAccount } from "../prompts/pickAccount.ts";
import { l10n } from "../text/l10n.ts";
import { messageText } from "../text/sanitizeText.ts";

type PageContext = Pick<CommandContext, "accountViews" | "providerRegistry">;

const argumentSchema = z.object({ accountId: accountIdField });

const unknownPageTexts = {
  dashboard: (provider) => l10n.t("No dashboard of {0} is known.", provider),
  topUp: (provider) => l10n.t("No top-up page of {0} is known.", provider),
  status: (provider) => l10n.t("No status page of {0} is known.", provider),
} satisfies Record<LinkKind, (provider: string) => string>;

export const openDashboard = (context: PageContext, value: unknown) => openPage(context, "dashboard", value);
export const openTopUp = (context: PageContext, value: unknown) => openPage(context, "topUp", value);
export const openStatusPage = (context: PageContext, value: unknown) => openPage(context, "status", value);

/** Opens a page of an account's provider, after VS Code's own confirmation. Only accounts that have the page are offered. */
async function openPage(context: PageContext, kind: LinkKind, value: unknown): Promise<void> {
  const args = parseArguments(argumentSchema, value);
  const linkOf = ({ account }: AccountStatus) =>
    findProviderLink(context.providerRegistry.find(account.provider), kind);
  const title = l10n.t("Open the page of which account?");
  const status = args
    ? requireAccount(context, args.accountId)
    : await pickAccount(context, title, value, (candidate) => linkOf(candidate) !== undefined);
  if (!status) return;
  const link = linkOf(status);
  const provider = messageText(context.accountViews.providerName(status.account.provider));
  if (link === undefined) throw new UserError(unknownPageTexts[kind](provider));
  openLink(link);
}
