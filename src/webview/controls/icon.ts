import add from "@vscode/codicons/src/icons/add.svg";
import arrowCircleDown from "@vscode/codicons/src/icons/arrow-circle-down.svg";
import check from "@vscode/codicons/src/icons/check.svg";
import chevronDown from "@vscode/codicons/src/icons/chevron-down.svg";
import circleSlash from "@vscode/codicons/src/icons/circle-slash.svg";
import close from "@vscode/codicons/src/icons/close.svg";
import cloud from "@vscode/codicons/src/icons/cloud.svg";
import copy from "@vscode/codicons/src/icons/copy.svg";
import creditCard from "@vscode/codicons/src/icons/credit-card.svg";
import debugPause from "@vscode/codicons/src/icons/debug-pause.svg";
import ellipsis from "@vscode/codicons/src/icons/ellipsis.svg";
import fileMedia from "@vscode/codicons/src/icons/file-media.svg";
import history from "@vscode/codicons/src/icons/history.svg";
import info from "@vscode/codicons/src/icons/info.svg";
import listUnordered from "@vscode/codicons/src/icons/list-unordered.svg";
import notebook from "@vscode/codicons/src/icons/notebook.svg";
import refresh from "@vscode/codicons/src/icons/refresh.svg";
import sync from "@vscode/codicons/src/icons/sync.svg";
import table from "@vscode/codicons/src/icons/table.svg";
import warning from "@vscode/codicons/src/icons/warning.svg";
import { html, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";

// Their text is part of the script, as the page loads nothing. Drawn as masks of data addresses, each one would be a document
// of its own, which takes as long as the layout of the whole page.
const pictures = {
  add,
  "arrow-circle-down": arrowCircleDown,
  check,
  "chevron-down": chevronDown,
  "circle-slash": circleSlash,
  close,
  cloud,
  copy,
  "credit-card": creditCard,
  "debug-pause": debugPause,
  ellipsis,
  "file-media": fileMedia,
  history,
  info,
  "list-unordered": listUnordered,
  notebook,
  refresh,
  sync,
  table,
  warning,
} as const;

export type IconName = keyof typeof pictures;

/** An icon of VS Code in the color of the text. It says nothing to a screen reader: a text beside it does. */
export function icon(name: IconName, isSpinning = false): TemplateResult {
  const spinning = isSpinning ? " spinning" : "";
  const picture = unsafeHTML(pictures[name]);
  return html`<span class="codicon codicon-${name}${spinning}" aria-hidden="true">${picture}</span>`;
}
