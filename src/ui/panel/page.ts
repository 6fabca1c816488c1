import { readFile } from "node:fs/promises";
import path from "node:path";
import { env } from "vscode";
import type { InitialData, InitialResponse, Method, PanelRequest } from "../../protocol/messages.ts";
import { initialRequests } from "../../protocol/requestParams.ts";
import { shownAccount, shownPage, type ViewState, viewStateSchema } from "../../protocol/viewState.ts";
import { delay } from "../../services/common/timers.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { logBug } from "../diagnostics/log.ts";
import { handleRequest, type RequestContext } from "./handleRequest.ts";
import { type PanelAssets, pack, panelHtml } from "./html.ts";
import type { PanelPage } from "./panel.ts";
import { getPanelState } from "./state.ts";

type PageContext = RequestContext & Pick<CommandContext, "log">;

/** VS Code receives the request for a frame within this time, if this process does nothing else. */
const frameRequestMs = 10;
/** The first comparison of a long ledger with its readings takes longer. */
const maxResponseMs = 100;

/** The page for a saved view state, which is not checked yet. */
export async function createPanelPage(
  context: PageContext & Pick<CommandContext, "extensionFolder">,
  savedState: unknown,
): Promise<PanelPage> {
  const viewState = viewStateSchema.safeParse(savedState).data ?? {};
  // Creating the frame takes longer than the queries, which keep this process busy: the request goes first.
  const [assets] = await Promise.all([
    loadAssets(context),
    delay(context.clock, frameRequestMs, context.signal),
  ]);
  const initialData = await createInitialData(context, viewState)
    .then((data) => pack(JSON.stringify(data)))
    .catch((error: unknown) => {
      logBug(context.log, error);
      return undefined;
    });
  return {
    ...(initialData === undefined ? {} : { initialHtml: panelHtml(assets, env.language, initialData) }),
    emptyHtml: () => panelHtml(assets, env.language),
  };
}

let assets: Promise<PanelAssets> | undefined;

/** They stay in memory, so that later panels open sooner. */
async function loadAssets({
  extensionFolder,
}: Pick<CommandContext, "extensionFolder">): Promise<PanelAssets> {
  assets ??= readAssets(path.join(extensionFolder, "dist", "webview"));
  try {
    return await assets;
  } catch (error) {
    assets = undefined;
    throw error;
  }
}

async function readAssets(folder: string): Promise<PanelAssets> {
  const read = (name: string) => readFile(path.join(folder, name), "utf8");
  const [unpack, style, script] = await Promise.all([
    read("unpack.js"),
    read("main.css").then(pack),
    read("main.js").then(pack),
  ]);
  return { unpack, style, script };
}

/**
 * The state, and the responses to the first requests about the account that is shown: the one of the view state,
 * else the first. A response that only the provider could give is left out, and one that takes long: the page asks for it
 * and shows the rest meanwhile.
 */
async function createInitialData(context: PageContext, viewState: ViewState): Promise<InitialData> {
  const state = await getPanelState(context);
  if (shownPage(viewState, state.accounts.length) === "overview")
    return { state, page: "overview", responses: [] };
  const account = shownAccount(viewState, state.accounts);
  if (!account) return { state, responses: [] };
  const provider = context.providerRegistry.find(account.provider);
  const requests = initialRequests(account, viewState, context.accountViews.textContext()).filter(
    ({ method }) => method !== "usage" || !provider?.hasUsage,
  );
  const timeout = delay(context.clock, maxResponseMs, context.signal);
  const responses = await Promise.all(
    requests.map((request) => Promise.race([respond(context, request), timeout])),
  );
  return { state, accountId: account.id, responses: responses.filter((response) => response !== undefined) };
}

async function respond<K extends Method>(
  context: PageContext,
  { method, params }: PanelRequest<K>,
): Promise<InitialResponse<K> | undefined> {
  try {
    return { method, params, response: await handleRequest(context, { method, params }) };
  } catch (error) {
    logBug(context.log, error);
    return undefined;
  }
}
