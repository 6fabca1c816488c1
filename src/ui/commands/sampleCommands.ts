import { window } from "vscode";
import { isInteractive } from "../context/commandArguments.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { UserError } from "../context/commandErrors.ts";
import { l10n } from "../text/l10n.ts";

type SampleContext = Pick<CommandContext, "accountList" | "panel" | "sampleAccounts">;

/**
 * Adds the sample accounts, or repairs those that exist. An interactive command shows them, and says what they are. Throws an
 * Error for the user where they cannot be read.
 */
export async function trySample(context: SampleContext, value?: unknown): Promise<void> {
  const { failed } = await context.sampleAccounts.add();
  if (failed > 0) {
    throw new UserError(l10n.t("Not all sample accounts could be read. Reload the window, then try again."));
  }
  if (!isInteractive(value)) return;
  const first = context.accountList.all().find((account) => context.sampleAccounts.isSample(account));
  context.panel.show(first?.id);
  void window.showInformationMessage(
    l10n.t(
      "These are sample accounts with made-up numbers. They exist only on this machine and use none of your keys.",
    ),
  );
}

/** Removes the sample accounts with their keys and history. */
export async function removeSample(
  { accountList, sampleAccounts }: SampleContext,
  value: unknown,
): Promise<void> {
  const had = accountList.all().some((account) => sampleAccounts.isSample(account));
  await sampleAccounts.remove();
  if (!isInteractive(value)) return;
  void window.showInformationMessage(
    had ? l10n.t("Sample accounts removed.") : l10n.t("There are no sample accounts."),
  );
}
