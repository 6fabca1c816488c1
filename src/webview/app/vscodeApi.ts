import type { CommandMessage, Method, RequestMessage } from "../../protocol/messages.ts";
import { type ViewState, viewStateSchema } from "../../protocol/viewState.ts";

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** VS Code, as a webview reaches it: messages to the extension, and a state that survives a reload. */
export interface VscodeHost {
  post<K extends Method>(message: CommandMessage | RequestMessage<K>): void;
  getState(): ViewState;
  setState(state: ViewState): void;
}

/** Can be called once: VS Code hands out its API a single time. */
export function connectVscodeHost(): VscodeHost {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    getState: () => viewStateSchema.safeParse(api.getState()).data ?? {},
    setState: (state) => api.setState(state),
  };
}
