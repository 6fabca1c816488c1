import { l10n } from "vscode";

const blurbs: Readonly<Record<string, () => string>> = {
  poof: () => l10n.t("Background removal: credits of your plan"),
  depicta: () => l10n.t("Image generation: prepaid euros"),
  richUtilities: () => l10n.t("Utility APIs: credits with a ledger, by sign-in"),
  easySlip: () => l10n.t("Payment-slip checks: quota and credit"),
  coals: () => l10n.t("File conversion: monthly quota and balance"),
};

const icons: Readonly<Record<string, string>> = {
  poof: "wand",
  depicta: "device-camera",
  richUtilities: "tools",
  easySlip: "checklist",
  coals: "file-binary",
};

/** One line on what a provider is. */
export function providerBlurb(providerId: string): string {
  return blurbs[providerId]?.() ?? "";
}

/** The codicon that stands for a provider. */
export function providerIcon(providerId: string): string {
  return icons[providerId] ?? "credit-card";
}
