import type { CommandMessage } from "../../protocol/messages.ts";
import type { PanelAccount, PanelState } from "../../protocol/panelState.ts";
import type { ViewState } from "../../protocol/viewState.ts";
import type { RequestClient } from "./requestClient.ts";

/** What every view needs: the host's last state, and the time of this rendering. */
export interface RenderContext extends PanelState {
  readonly nowMs: number;
}

/** What every page of the panel needs: also the user's choices, and the commands of the host. */
export interface PanelContext extends RenderContext {
  readonly viewState: ViewState;
  /** Saves these choices and keeps the others. */
  readonly updateViewState: (change: ViewState) => void;
  readonly post: (message: CommandMessage) => void;
}

/** What a section of the page of an account needs: also the account, and the requests to the host. */
export interface ViewContext extends PanelContext {
  readonly account: PanelAccount;
  /** Counts the changes of the account's history. */
  readonly revision: number;
  readonly client: RequestClient;
}
