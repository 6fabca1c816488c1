import { type Disposable, window } from "vscode";
import type { Attention } from "./services/polling/focusTracker.ts";

/** Tells the poller's attention whether this window is looked at. */
export function watchFocus(attention: Attention): Disposable {
  return window.onDidChangeWindowState(({ focused }) => attention.setFocused(focused));
}
