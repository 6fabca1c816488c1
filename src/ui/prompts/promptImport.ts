import { env, QuickPickItemKind, ThemeIcon, window, workspace } from "vscode";
import type { Account } from "../../core/accounts/account.ts";
import type { AccountLocation } from "../../services/accountManager.ts";
import { parseEnvText } from "../../services/credentials/parseEnvText.ts";
import { type RecognizedKey, recognizeKeys } from "../../services/credentials/recognizeKeys.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { UserError } from "../context/commandErrors.ts";
import { countText } from "../text/countText.ts";
import { l10n } from "../text/l10n.ts";
import { labelText } from "../text/sanitizeText.ts";
import { joinSentences } from "../text/sentences.ts";
import { askInSequence } from "./answers.ts";
import { createSteps, promptLocation } from "./promptLocation.ts";
import { showMultiPick, showPick } from "./quickPick.ts";

type ImportPromptContext = Pick<CommandContext, "accountList" | "accountManager" | "providerRegistry">;

/** A recognised key, and what it is for: an account whose key it replaces, or the location of another one. */
export interface ChosenKey extends RecognizedKey {
  readonly replaced?: Account;
  /** Absent where the provider needs more than a key, and nobody was asked. */
  readonly location?: AccountLocation;
}

const maxBytes = 1024 * 1024;

/** The text of the source that the user picks; `undefined` when they cancel. */
export async function pickEnvText(): Promise<string | undefined> {
  const source = await showPick<"file" | "clipboard">({
    title: l10n.t("Import keys"),
    placeholder: l10n.t("Only what you pick is read"),
    items: [
      {
        label: l10n.t("From a .env file…"),
        iconPath: new ThemeIcon("file"),
        choice: "file",
      },
      {
        label: l10n.t("From the clipboard"),
        description: l10n.t("lines such as OPENROUTER_API_KEY=…"),
        iconPath: new ThemeIcon("clippy"),
        choice: "clipboard",
      },
    ],
  });
  if (source === undefined) return undefined;
  if (source === "clipboard") return env.clipboard.readText();
  const [file] = (await window.showOpenDialog({ title: l10n.t("Import keys"), canSelectMany: false })) ?? [];
  if (!file) return undefined;
  const { size } = await workspace.fs.stat(file);
  if (size > maxBytes) throw new UserError(l10n.t("That file is too large to be a .env file."));
  return new TextDecoder().decode(await workspace.fs.readFile(file));
}

/** Shows what was recognised, and which lines were not, and lets the user choose; `undefined` when they cancel. */
export async function chooseKeys(
  context: ImportPromptContext,
  text: string,
): Promise<readonly ChosenKey[] | undefined> {
  const { entries, brokenLines } = parseEnvText(text);
  const recognized = recognizeKeys(entries, keyProviders(context));
  if (recognized.length === 0) {
    throw new UserError(
      joinSentences(
        l10n.t("No key of a known provider found. Use names such as OPENROUTER_API_KEY."),
        brokenLinesText(brokenLines),
      ),
    );
  }
  const items = await Promise.all(
    recognized.map(async (candidate) => {
      const owner = await findOwner(context, candidate);
      return {
        label: labelText(candidate.provider.name),
        description: labelText(candidate.name),
        detail: owner
          ? l10n.t("{0} has this key already.", labelText(owner.label))
          : countText(candidate.key.length, {
              one: (count) => l10n.t("{0} character, hidden", count),
              other: (count) => l10n.t("{0} characters, hidden", count),
            }),
        picked: owner === undefined,
        choice: candidate,
      };
    }),
  );
  const picked = await showMultiPick<RecognizedKey>({
    title: l10n.t("Import keys"),
    placeholder: l10n.t("Choose the keys to import. Each one is tested first."),
    // A longer placeholder would be cut by the count of what is selected.
    items: [{ label: brokenLinesText(brokenLines), kind: QuickPickItemKind.Separator }, ...items],
  });
  if (!picked) return undefined;
  const chosen: ChosenKey[] = [];
  for (const candidate of picked) {
    const choice = await chooseTarget(context, candidate);
    if (!choice) return undefined;
    chosen.push(choice);
  }
  return chosen;
}

/** Asks what the key is for where there is a choice: which account, and what its provider needs besides a key. */
async function chooseTarget(
  { accountList }: ImportPromptContext,
  candidate: RecognizedKey,
): Promise<ChosenKey | undefined> {
  const existing = accountList.all().filter(({ provider }) => provider === candidate.provider.id);
  if (existing.length === 0) return withLocation(candidate);
  const target = await showPick<Account | "new">({
    title: l10n.t("Import {0}", labelText(candidate.name)),
    placeholder: l10n.t("You have an account with {0} already.", candidate.provider.name),
    items: [
      ...existing.map((account) => ({
        label: l10n.t("Replace the key of {0}", labelText(account.label)),
        iconPath: new ThemeIcon("key"),
        choice: account,
      })),
      { label: l10n.t("Add another account"), iconPath: new ThemeIcon("add"), choice: "new" as const },
    ],
  });
  if (target === undefined) return undefined;
  return target === "new" ? withLocation(candidate) : { ...candidate, replaced: target };
}

/** Asks for what a provider needs besides a key, if anything; `undefined` when the user cancels. */
async function withLocation(candidate: RecognizedKey): Promise<ChosenKey | undefined> {
  const { provider } = candidate;
  const location = await askInSequence((answers) =>
    promptLocation(provider, createSteps(provider, l10n.t("Add {0} account", provider.name), 0, answers)),
  );
  return location && { ...candidate, location };
}

/** The same for a caller that asks nobody. */
export function withoutPrompts(candidate: RecognizedKey): ChosenKey {
  const { provider } = candidate;
  const needsParameter = Object.values(provider.declared?.parameters ?? {}).some(({ optional }) => !optional);
  const isEnough = provider.defaultBaseUrl !== undefined && !needsParameter;
  return isEnough ? { ...candidate, location: { provider } } : candidate;
}

async function findOwner(
  { accountList, accountManager }: ImportPromptContext,
  { key, provider }: RecognizedKey,
): Promise<Account | undefined> {
  for (const account of accountList.all()) {
    if (account.provider === provider.id && (await accountManager.containsKey(account.id, key)))
      return account;
  }
  return undefined;
}

/** The providers whose keys are recognised. */
export function keyProviders({ providerRegistry }: ImportPromptContext) {
  return [...providerRegistry.builtInAndCustom(), ...providerRegistry.catalogue()];
}

/** Names lines by their numbers alone: their content may be a key. */
function brokenLinesText(lines: readonly number[]): string {
  if (lines.length === 0) return "";
  const numbers = lines.slice(0, 10).join(", ") + (lines.length > 10 ? ", …" : "");
  return countText(lines.length, {
    one: () => l10n.t("Line {0} is not valid and was skipped.", numbers),
    other: () => l10n.t("Lines {0} are not valid and were skipped.", numbers),
  });
}
