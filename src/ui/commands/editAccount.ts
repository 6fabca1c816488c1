import * as z from "zod/mini";
import type { AccountChanges } from "../../services/accounts/accountList.ts";
import { thresholdSchema } from "../../services/accounts/thresholdSchema.ts";
import {
  accountIdField,
  labelField,
  parseArguments,
  refreshMinutesField,
} from "../context/commandArguments.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { argumentError } from "../context/commandErrors.ts";
import { editAccountByPrompts } from "./editAccountPrompts.ts";

const fields = z.object({
  accountId: accountIdField,
  label: z.exactOptional(labelField),
  refreshMinutes: z.exactOptional(z.nullable(refreshMinutesField)),
  pinned: z.exactOptional(z.boolean()),
  low: z.exactOptional(z.nullable(thresholdSchema)),
});

/** Changes name, interval, pin or floor of an account; null as interval or floor brings back the default. */
export async function editAccount(context: CommandContext, value: unknown): Promise<void> {
  const args = parseArguments(fields, value);
  if (!args) return editAccountByPrompts(context);
  const { accountId, pinned, ...others } = args;
  const { account } = requireAccount(context, accountId);
  if (others.label !== undefined && (await context.accountManager.containsKey(account.id, others.label))) {
    throw argumentError("label");
  }
  const changes: AccountChanges = {
    ...others,
    ...(pinned === undefined ? {} : { pinned: pinned || null }),
  };
  await context.accountManager.edit(account.id, changes);
}
