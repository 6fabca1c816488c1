import * as z from "zod/mini";
import { accountIdField, commandArguments } from "../context/commandArguments.ts";
import { accountOf, type CommandContext } from "../context/commandContext.ts";

const fields = z.object({ accountId: z.exactOptional(accountIdField) });

/** Opens the panel, on an account where one is named. */
export async function openPanel(context: CommandContext, value: unknown): Promise<void> {
  const accountId = commandArguments(fields, value)?.accountId;
  if (accountId !== undefined) accountOf(context, accountId);
  context.panel.show(accountId);
}
