import * as z from "zod/mini";
import type { AccountChanges } from "../../services/accounts/accountList.ts";
import { floorField } from "../../services/accounts/thresholdSchema.ts";
import {
  accountIdField,
  commandArguments,
  labelField,
  refreshMinutesField,
} from "../context/commandArguments.ts";
import { accountOf, type CommandContext } from "../context/commandContext.ts";
import { wrongArgument } from "../context/commandErrors.ts";
import { editByPrompts } from "./editAccountPrompts.ts";

const fields = z.object({
  accountId: accountIdField,
  label: z.exactOptional(labelField),
  refreshMinutes: z.exactOptional(z.nullable(refreshMinutesField)),
  pinned: z.exactOptional(z.boolean()),
  low: z.exactOptional(z.nullable(floorField)),
});

/** Changes name, interval, pin or floor of an account; null as interval or floor brings back the default. */
export async function editAccount(context: CommandContext, value: unknown): Promise<void> {
  const args = commandArguments(fields, value);
  if (!args) return editByPrompts(context);
  const { accountId, pinned, ...others } = args;
  const { account } = accountOf(context, accountId);
  if (others.label !== undefined && (await context.accountManager.holdsKey(account.id, others.label))) {
    throw wrongArgument("label");
  }
  const changes: AccountChanges = {
    ...others,
    ...(pinned === undefined ? {} : { pinned: pinned || null }),
  };
  await context.accountManager.edit(account.id, changes);
}
