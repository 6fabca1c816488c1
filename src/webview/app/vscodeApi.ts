import type { FromPanel } from "../../protocol/messages.ts";
import { type ViewState, viewStateSchema } from "../../protocol/viewState.ts";

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The panel's only way out: messages to the extension, and what VS Code keeps for it across a reload. */
export interface VscodeHost {
  post(message: FromPanel): void;
  recall(): ViewState;
  remember(memory: ViewState): void;
}

/** Can be called once a page: VS Code hands its API out a single time. */
export function connectVscodeHost(): VscodeHost {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    recall: () => viewStateSchema.safeParse(api.getState()).data ?? {},
    remember: (memory) => api.setState(memory),
  };
}
