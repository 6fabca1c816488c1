import { readFile } from "node:fs/promises";
import path from "node:path";
import { env } from "vscode";
import type { InitialData, InitialResponse, Method, PanelRequest } from "../../protocol/messages.ts";
import { initialRequests } from "../../protocol/requestParams.ts";
import { shownAccount, shownPage, type ViewState, viewStateSchema } from "../../protocol/viewState.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { logBug } from "../diagnostics/log.ts";
import { handleRequest, type RequestContext } from "./handleRequest.ts";
import { type PanelAssets, panelHtml } from "./html.ts";
import type { PanelPage } from "./panel.ts";
import { getPanelState } from "./state.ts";

/** The page for a saved view state, which is not checked yet. */
export async function createPanelPage(
  context: RequestContext & Pick<CommandContext, "extensionFolder" | "log">,
  savedState: unknown,
): Promise<PanelPage> {
  const viewState = viewStateSchema.safeParse(savedState).data ?? {};
  const assets = await readAssets(path.join(context.extensionFolder, "dist", "webview"));
  // Not while the files are read: queries keep this process busy, and VS Code would receive the request for a frame
  // only after them. Creating the frame takes longer than the queries.
  const initialData = await createInitialData(context, viewState).catch((error: unknown) => {
    logBug(context.log, error);
    return undefined;
  });
  return {
    ...(initialData ? { initialHtml: panelHtml(assets, env.language, initialData) } : {}),
    emptyHtml: () => panelHtml(assets, env.language),
  };
}

async function readAssets(folder: string): Promise<PanelAssets> {
  const read = (name: string) => readFile(path.join(folder, name), "utf8");
  const [script, style] = await Promise.all([read("main.js"), read("main.css")]);
  return { script, style };
}

/**
 * The state, and the responses to the first requests about the account that is shown: the one of the view state,
 * else the first. A response that only the provider could give is left out.
 */
async function createInitialData(context: RequestContext, viewState: ViewState): Promise<InitialData> {
  const state = await getPanelState(context);
  if (shownPage(viewState, state.accounts.length) === "overview")
    return { state, page: "overview", responses: [] };
  const account = shownAccount(viewState, state.accounts);
  if (!account) return { state, responses: [] };
  const provider = context.providerRegistry.find(account.provider);
  const requests = initialRequests(account, viewState, context.accountViews.textContext()).filter(
    ({ method }) => method !== "usage" || !provider?.hasUsage,
  );
  const responses = await Promise.all(requests.map((request) => respond(context, request)));
  return { state, accountId: account.id, responses };
}

async function respond<K extends Method>(
  context: RequestContext,
  request: PanelRequest<K>,
): Promise<InitialResponse<K>> {
  const { method, params } = request;
  return { method, params, response: await handleRequest(context, request) };
}
