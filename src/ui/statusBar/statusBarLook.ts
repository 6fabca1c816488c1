import type { StatusBarSettings } from "../../services/common/settings.ts";
import type { StatusBarLook } from "./statusBarView.ts";

/** With a template, accounts are rendered by a part that is loaded when the first template is set. */
export function statusBarLook({ show, itemPerAccount, template }: StatusBarSettings): StatusBarLook {
  if (template.trim() === "") return { show, itemPerAccount };
  // `require`, because the status bar is updated without an `await`.
  const part: typeof import("./statusBarTemplate.lazy.ts") = require("./statusBarTemplate.lazy.ts");
  return {
    show,
    itemPerAccount,
    hasIcons: part.hasIconField(template),
    render: (status, textContext) => part.renderTemplate(template, status, textContext),
  };
}
