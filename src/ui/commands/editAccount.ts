import * as z from "zod/mini";
import type { AccountChanges } from "../../services/accounts/accountList.ts";
import { floorField } from "../../services/accounts/thresholdSchema.ts";
import {
  accountIdField,
  commandArguments,
  labelField,
  refreshMinutesField,
} from "../context/commandArguments.ts";
import { accountOf, type Desk } from "../context/commandContext.ts";
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
export async function editAccount(desk: Desk, value: unknown): Promise<void> {
  const args = commandArguments(fields, value);
  if (!args) return editByPrompts(desk);
  const { accountId, pinned, ...others } = args;
  const { account } = accountOf(desk, accountId);
  if (others.label !== undefined && (await desk.book.holdsKey(account.id, others.label))) {
    throw wrongArgument("label");
  }
  const changes: AccountChanges = {
    ...others,
    ...(pinned === undefined ? {} : { pinned: pinned || null }),
  };
  await desk.book.edit(account.id, changes);
}
