import { env, type QuickInputButton, ThemeIcon, Uri } from "vscode";
import { webPage } from "../../core/links.ts";
import { l10n } from "../text/l10n.ts";

/** The button that opens a web page; none for an address that is no https page. */
export function linkButton(link: string | undefined): readonly QuickInputButton[] {
  const page = webPage(link);
  return page ? [{ iconPath: new ThemeIcon("link-external"), tooltip: l10n.t("Open {0}", page.host) }] : [];
}

/** Opens a web page after VS Code's own confirmation. Nothing else than an https address is opened. */
export function openLink(link: string | undefined): void {
  const page = webPage(link);
  if (page) void env.openExternal(Uri.parse(page.href));
}
