import { l10n, QuickPickItemKind, ThemeIcon, window } from "vscode";
import type { Provider } from "../../providers/provider.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { definitionText } from "../text/definitionText.ts";
import { sanitizeText } from "../text/sanitizeText.ts";

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

/** Lets the user choose a provider or the sample accounts; `undefined` when they cancel. */
export async function pickProvider({
  providerRegistry,
}: Pick<CommandContext, "providerRegistry">): Promise<Provider | "sample" | undefined> {
  const items = [
    ...providerRegistry.builtInAndCustom().map(toQuickPickItem),
    { label: "", kind: QuickPickItemKind.Separator, choice: undefined },
    {
      label: l10n.t("Sample accounts"),
      description: l10n.t("Look around without a key"),
      iconPath: new ThemeIcon("beaker"),
      choice: "sample" as const,
    },
    {
      label: l10n.t("More providers (not verified live)"),
      kind: QuickPickItemKind.Separator,
      choice: undefined,
    },
    ...providerRegistry.catalogue().map(toQuickPickItem),
  ];
  const picked = await window.showQuickPick(items, {
    title: l10n.t("Add account"),
    placeHolder: l10n.t("Choose a provider"),
    matchOnDescription: true,
    // The walkthrough takes the focus back when its step is done, which must not close the list.
    ignoreFocusOut: true,
  });
  return picked?.choice;
}

function toQuickPickItem(provider: Provider) {
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
  };
}
