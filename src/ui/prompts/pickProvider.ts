import { QuickPickItemKind, ThemeIcon } from "vscode";
import type { Provider } from "../../providers/provider.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { definitionText } from "../text/definitionText.ts";
import { l10n } from "../text/l10n.ts";
import { sanitizeText } from "../text/sanitizeText.ts";
import type { Answers } from "./answers.ts";
import { type PickItem, showPick } from "./quickPick.ts";

const descriptions: Readonly<Record<string, () => string>> = {
  poof: () => l10n.t("Background removal: plan credits"),
  depicta: () => l10n.t("Image generation: prepaid balance in euros"),
  richUtilities: () => l10n.t("Utility APIs: credits with a ledger (sign-in)"),
  easySlip: () => l10n.t("Payment slip checks: quota and credit"),
  coals: () => l10n.t("File conversion: monthly quota and balance"),
};

const icons: Readonly<Record<string, string>> = {
  poof: "wand",
  depicta: "device-camera",
  richUtilities: "tools",
  easySlip: "checklist",
  coals: "file-binary",
};

/** One line about a built-in provider; empty for others. */
export function providerDescription(providerId: string): string {
  return descriptions[providerId]?.() ?? "";
}

/** The name of a provider's codicon. */
export function providerIcon(providerId: string): string {
  return icons[providerId] ?? "credit-card";
}

/** Lets the user choose a provider, the sample accounts or an import; `undefined` when they cancel. */
export function pickProvider(
  { providerRegistry }: Pick<CommandContext, "providerRegistry">,
  answers: Answers,
): Promise<Provider | "sample" | "import" | undefined> {
  const items: readonly PickItem<Provider | "sample" | "import">[] = [
    ...providerRegistry.builtInAndCustom().map(toQuickPickItem),
    { label: "", kind: QuickPickItemKind.Separator },
    {
      label: l10n.t("Sample accounts"),
      description: l10n.t("Look around without a key"),
      iconPath: new ThemeIcon("beaker"),
      choice: "sample",
    },
    {
      label: l10n.t("Import keys"),
      description: l10n.t("From a .env file or the clipboard"),
      iconPath: new ThemeIcon("key"),
      choice: "import",
    },
    { label: l10n.t("More providers (not verified live)"), kind: QuickPickItemKind.Separator },
    ...providerRegistry.catalogue().map(toQuickPickItem),
  ];
  return showPick({
    answers,
    title: l10n.t("Add account"),
    placeholder: l10n.t("Choose a provider"),
    matchOnDescription: true,
    items,
  });
}

function toQuickPickItem(provider: Provider): PickItem<Provider> {
  const { id, name, keyPage, hasSignIn, declared } = provider;
  return {
    label: name,
    description: sanitizeText(declared ? definitionText(declared.blurb ?? "") : providerDescription(id), 120),
    detail: keyPage
      ? l10n.t("Get a key at {0}", keyPage)
      : hasSignIn
        ? l10n.t("Requires a base URL and sign-in")
        : "",
    iconPath: new ThemeIcon(providerIcon(id)),
    choice: provider,
    link: keyPage,
  };
}
