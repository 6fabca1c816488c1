import { l10n } from "vscode";
import * as z from "zod/mini";
import type { Provider } from "../../providers/provider.ts";
import { holdsSecret } from "../../services/credentials/containsSecret.ts";
import { commandArguments, labelField, refreshMinutesField } from "../context/commandArguments.ts";
import { type Desk, providerOf, refusal } from "../context/commandContext.ts";
import { wrongArgument } from "../context/commandErrors.ts";
import { givenKey, keyFields } from "../context/credentialArguments.ts";
import { tellReading } from "../notifications/reportFirstReading.ts";
import { pickProvider } from "../prompts/pickProvider.ts";
import { askKey } from "../prompts/promptKey.ts";
import { askPlace, stepsOf } from "../prompts/promptLocation.ts";
import { askName } from "../prompts/promptName.ts";
import { givenParameters } from "../prompts/promptParameters.ts";

const fields = z.object({
  provider: z.string(),
  label: z.exactOptional(labelField),
  baseUrl: z.exactOptional(z.string().check(z.minLength(1))),
  parameters: z.exactOptional(z.record(z.string(), z.string())),
  refreshMinutes: z.exactOptional(refreshMinutesField),
  ...keyFields,
});

/** Reads an account once and saves it. Resolves to its id; `undefined` when the person leaves. */
export async function addAccount(desk: Desk, value: unknown): Promise<string | undefined> {
  const args = commandArguments(fields, value);
  return args ? addSilently(desk, args) : addByPrompts(desk);
}

async function addSilently(desk: Desk, args: z.infer<typeof fields>): Promise<string> {
  const provider = providerOf(desk, args.provider);
  if (args.baseUrl === undefined && provider.defaultBaseUrl === undefined) throw wrongArgument("baseUrl");
  const { label, baseUrl, refreshMinutes } = args;
  const parameters = givenParameters(provider, args.parameters);
  const wanted = {
    provider,
    parameters,
    ...(label === undefined ? {} : { label }),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(refreshMinutes === undefined ? {} : { refreshMinutes }),
  };
  const given = givenKey(provider, args);
  // Before the key is tried, which spends a refresh token.
  if (label !== undefined && holdsSecret(label, given)) throw wrongArgument("label");
  for (const [name, value] of Object.entries(parameters)) {
    if (holdsSecret(value, given)) throw wrongArgument(`parameters.${name}`);
  }
  const proven = await desk.book.prove(wanted, given, desk.signal);
  if (!proven.ok) throw refusal(desk, proven.failure, provider);
  return (await desk.book.save(wanted, proven.value)).id;
}

async function addByPrompts(desk: Desk): Promise<string | undefined> {
  const picked = await pickProvider(desk);
  if (picked === "sample") {
    await desk.sample.add();
    desk.panel.show();
    return undefined;
  }
  return picked && addOf(desk, picked);
}

/** Asks for what an account of this provider needs, and adds it. */
export async function addOf(desk: Desk, provider: Provider): Promise<string | undefined> {
  const steps = stepsOf(provider, l10n.t("Add {0} account", provider.name), 1);
  const place = await askPlace(provider, steps);
  if (!place) return undefined;
  const asked = await askKey(desk, { ...place, steps });
  if (!asked) return undefined;
  const label = await askName({
    ...steps.next(),
    value: provider.name,
    isKey: (text) => holdsSecret(text, asked.given),
  });
  if (label === undefined) return undefined;
  const account = await desk.book.save({ ...place, label }, asked.proven);
  tellReading(desk, account.id, "added");
  return account.id;
}
