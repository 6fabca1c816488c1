import { ProgressLocation, window } from "vscode";
import * as z from "zod/mini";
import { isHeaderSafe } from "../../core/credentials/isHeaderSafe.ts";
import { parseEnvText } from "../../services/credentials/parseEnvText.ts";
import { recognizeKeys } from "../../services/credentials/recognizeKeys.ts";
import { parseArguments } from "../context/commandArguments.ts";
import { type CommandContext, toProblemError } from "../context/commandContext.ts";
import { keepOtherKeys } from "../prompts/keepOtherKeys.ts";
import {
  type ChosenKey,
  chooseKeys,
  keyProviders,
  pickEnvText,
  withoutPrompts,
} from "../prompts/promptImport.ts";
import { countText } from "../text/countText.ts";
import { l10n } from "../text/l10n.ts";
import { messageText } from "../text/sanitizeText.ts";
import { joinSentences } from "../text/sentences.ts";

type ImportContext = Pick<
  CommandContext,
  "accountList" | "accountManager" | "accountViews" | "keyNotes" | "panel" | "providerRegistry" | "signal"
>;

const argumentSchema = z.object({ text: z.string() });

/** What became of a key: the account that has it now, and why it was not kept or the account could not be read. */
export interface ImportResult {
  readonly name: string;
  readonly provider: string;
  /** Absent when the key was not kept. */
  readonly accountId?: string;
  readonly problem?: string;
}

/**
 * Adds accounts with the keys of a `.env` text: of a file or the clipboard, when the user picks one, or of the argument. Each
 * key is tried before it is kept. Only what is picked is read, and no key is shown.
 */
export async function importKeys(
  context: ImportContext,
  value: unknown,
): Promise<readonly ImportResult[] | undefined> {
  const args = parseArguments(argumentSchema, value);
  if (args) {
    const { entries } = parseEnvText(args.text);
    return importAll(context, recognizeKeys(entries, keyProviders(context)).map(withoutPrompts));
  }
  const text = await pickEnvText();
  if (text === undefined) return undefined;
  const chosen = await chooseKeys(context, text);
  if (!chosen || chosen.length === 0 || !(await keepOtherKeys(context))) return undefined;
  const progress = { location: ProgressLocation.Notification, title: l10n.t("Testing the keys…") };
  const results = await window.withProgress(progress, () => importAll(context, chosen));
  void reportResults(context, results);
  return results;
}

async function importAll(
  context: ImportContext,
  keys: readonly ChosenKey[],
): Promise<readonly ImportResult[]> {
  const results: ImportResult[] = [];
  for (const chosen of keys) {
    const { name, provider } = chosen;
    const outcome = await importOne(context, chosen);
    results.push({ name, provider: provider.id, ...outcome });
  }
  return results;
}

async function importOne(
  context: ImportContext,
  { key, provider, replaced, location }: ChosenKey,
): Promise<Pick<ImportResult, "accountId" | "problem">> {
  const { accountManager, signal } = context;
  if (!isHeaderSafe(key)) return { problem: l10n.t("Its value is not a key.") };
  const target = replaced ? { ...replaced, provider } : location;
  if (!target) return { problem: l10n.t("{0} needs more than a key. Use “Add Account”.", provider.name) };
  const verified = await accountManager.verify(target, { kind: "key", key }, signal);
  if (!verified.ok) return { problem: toProblemError(context, verified.failure).message };
  if (replaced && !context.accountViews.find(replaced.id)) {
    return { problem: l10n.t("This account no longer exists.") };
  }
  const { outcome } = verified.value;
  const problem = outcome.ok ? {} : { problem: toProblemError(context, outcome.failure).message };
  if (!replaced) return { accountId: (await accountManager.save(target, verified.value)).id, ...problem };
  await accountManager.setKey(replaced.id, verified.value);
  return { accountId: replaced.id, ...problem };
}

/** Says which accounts have a key now, and what is wrong with each variable that was not kept or gave no reading. */
async function reportResults({ accountViews, panel }: ImportContext, results: readonly ImportResult[]) {
  const kept = results.flatMap(({ accountId }) => (accountId === undefined ? [] : [accountId]));
  const labels = kept.map((id) => messageText(accountViews.find(id)?.account.label ?? id, 40)).join(", ");
  const summary = countText(kept.length, {
    one: (count) => l10n.t("Imported {0} key: {1}.", count, labels),
    other: (count) => l10n.t("Imported {0} keys: {1}.", count, labels),
  });
  const problems = results.flatMap(({ name, problem }) =>
    problem === undefined ? [] : [l10n.t("{0}: {1}", messageText(name, 60), problem)],
  );
  const text = joinSentences(kept.length > 0 ? summary : l10n.t("No key was imported."), ...problems);
  const open = l10n.t("Open");
  const show = problems.length > 0 ? window.showWarningMessage : window.showInformationMessage;
  const choice = await show(text, ...(kept.length > 0 ? [open] : []));
  if (choice === open) panel.show(kept[0]);
}
