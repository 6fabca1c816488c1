import * as z from "zod/mini";
import { accountIdField, parseArguments } from "../context/commandArguments.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";

const fields = z.object({ accountId: z.exactOptional(accountIdField) });

/** Opens the panel, on an account where one is named. */
export async function openPanel(context: CommandContext, value: unknown): Promise<void> {
  const accountId = parseArguments(fields, value)?.accountId;
  if (accountId !== undefined) requireAccount(context, accountId);
  context.panel.show(accountId);
}
