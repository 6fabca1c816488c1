import * as z from "zod/mini";
import { accountIdField, commandArguments } from "../context/commandArguments.ts";
import { accountOf, type Desk } from "../context/commandContext.ts";

const fields = z.object({ accountId: z.exactOptional(accountIdField) });

/** Opens the panel, on an account where one is named. */
export async function openPanel(desk: Desk, value: unknown): Promise<void> {
  const accountId = commandArguments(fields, value)?.accountId;
  if (accountId !== undefined) accountOf(desk, accountId);
  desk.panel.show(accountId);
}
