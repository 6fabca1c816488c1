import * as z from "zod/mini";
import { accountIdField, interactiveAccountId, parseArguments } from "../context/commandArguments.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";

const argumentSchema = z.object({ accountId: z.exactOptional(accountIdField) });

/** Opens the panel, on the account of the argument if there is one. */
export async function openPanel(
  context: Pick<CommandContext, "accountViews" | "panel">,
  value: unknown,
): Promise<void> {
  const accountId = parseArguments(argumentSchema, value)?.accountId ?? interactiveAccountId(value);
  if (accountId !== undefined) requireAccount(context, accountId);
  context.panel.show(accountId);
}

/** Opens the panel on the overview of all accounts. */
export async function openOverview({ panel }: Pick<CommandContext, "panel">): Promise<void> {
  panel.showOverview();
}
