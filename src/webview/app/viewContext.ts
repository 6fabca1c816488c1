import type { CommandMessage } from "../../protocol/messages.ts";
import type { PanelAccount, PanelState } from "../../protocol/panelState.ts";
import type { ViewState } from "../../protocol/viewState.ts";
import type { RequestClient } from "./requestClient.ts";

/** What every view needs: the host's last state, and the time of this rendering. */
export interface RenderContext extends PanelState {
  readonly nowMs: number;
}

/** What a section of the panel needs: also the account, the user's choices, and the access to the host. */
export interface ViewContext extends RenderContext {
  readonly account: PanelAccount;
  /** Counts the changes of the account's history. */
  readonly revision: number;
  readonly viewState: ViewState;
  /** Saves these choices and keeps the others. */
  readonly updateViewState: (change: ViewState) => void;
  readonly client: RequestClient;
  readonly post: (message: CommandMessage) => void;
}
