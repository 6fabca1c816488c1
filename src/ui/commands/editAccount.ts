import * as z from "zod/mini";
import type { Account } from "../../core/accounts/account.ts";
import { parseEndpoint } from "../../core/credentials/endpoint.ts";
import {
  alertsField,
  budgetField,
  dailyBudgetField,
  labelField,
  lowField,
  refreshMinutesField,
} from "../../services/accounts/accountFields.ts";
import type { AccountChanges } from "../../services/accounts/accountList.ts";
import { accountIdField, interactiveAccountId, parseArguments } from "../context/commandArguments.ts";
import { requireAccount, requireProvider } from "../context/commandContext.ts";
import { argumentError } from "../context/commandErrors.ts";
import { pickAccount } from "../prompts/pickAccount.ts";
import { parseParameters } from "../prompts/promptParameters.ts";
import { showPick } from "../prompts/quickPick.ts";
import { l10n } from "../text/l10n.ts";
import { sanitizeText } from "../text/sanitizeText.ts";
import { type EditContext, type EditItem, editItems } from "./editItems.ts";

const baseUrlField = z.string().check(z.refine((text) => parseEndpoint(text) !== undefined));

const argumentSchema = z.object({
  accountId: accountIdField,
  label: z.exactOptional(labelField),
  refreshMinutes: z.exactOptional(z.nullable(refreshMinutesField)),
  pinned: z.exactOptional(z.boolean()),
  low: z.exactOptional(z.nullable(lowField)),
  budget: z.exactOptional(z.nullable(budgetField)),
  dailyBudget: z.exactOptional(z.nullable(dailyBudgetField)),
  alerts: z.exactOptional(z.nullable(alertsField)),
  meters: z.exactOptional(z.nullable(z.array(z.string().check(z.minLength(1))))),
  /** For another origin, `setKey` enters a key next: until then nothing is sent. */
  baseUrl: z.exactOptional(z.nullable(baseUrlField)),
  parameters: z.exactOptional(z.nullable(z.record(z.string(), z.string()))),
  /** Hides it on this machine only. */
  setAside: z.exactOptional(z.boolean()),
});

/** Changes fields of an account. Null removes an optional one, and brings back its default. */
export async function editAccount(context: EditContext, value: unknown): Promise<void> {
  const args = parseArguments(argumentSchema, value);
  if (!args) return editByPrompts(context, value);
  const { accountId, pinned, setAside, ...others } = args;
  const { account } = requireAccount(context, accountId);
  await assertNoKey(context, account, others);
  if (others.parameters) parseParameters(requireProvider(context, account.provider), others.parameters);
  if (setAside !== undefined) context.accountViews.setAside(account.id, setAside);
  const changes: AccountChanges = {
    ...others,
    ...(pinned === undefined ? {} : { pinned: pinned || null }),
  };
  if (Object.keys(changes).length > 0) await context.accountList.edit(account.id, changes);
}

/** Throws an Error that names the text in which the account's key would get into the settings. */
async function assertNoKey(
  { accountManager }: EditContext,
  { id }: Account,
  { label, baseUrl, parameters }: AccountChanges,
): Promise<void> {
  const texts = {
    ...(label ? { label } : {}),
    ...(baseUrl ? { baseUrl } : {}),
    ...Object.fromEntries(
      Object.entries(parameters ?? {}).map(([name, text]) => [`parameters.${name}`, text]),
    ),
  };
  for (const [field, text] of Object.entries(texts)) {
    if (await accountManager.containsKey(id, text)) throw argumentError(field);
  }
}

async function editByPrompts(context: EditContext, value: unknown): Promise<void> {
  const isChosen = interactiveAccountId(value) === undefined;
  for (let isOpen = true; isOpen; ) {
    const picked = await pickAccount(context, l10n.t("Edit which account?"), value);
    isOpen = picked !== undefined && (await editOne(context, picked.account.id, isChosen)) === "back";
  }
}

/** Lets the user change one field of an account after the other, until they cancel, go back or remove it. */
async function editOne(
  context: EditContext,
  accountId: string,
  canGoBack: boolean,
): Promise<"back" | undefined> {
  for (;;) {
    const status = requireAccount(context, accountId);
    const choice = await showPick<EditItem | "back">({
      title: l10n.t("Edit {0}", sanitizeText(status.account.label)),
      placeholder: l10n.t("Choose what to change"),
      items: editItems(context, status).map((item) => ({ ...item, choice: item })),
      canGoBack,
      onBack: "back",
    });
    if (choice === undefined || choice === "back") return choice;
    await choice.edit();
    if (choice.isLast) return undefined;
  }
}
