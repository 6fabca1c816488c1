import type { InitialData, InitialResponse, Method, PanelRequest } from "../../protocol/messages.ts";
import { initialRequests } from "../../protocol/requestParams.ts";
import type { ViewState } from "../../protocol/viewState.ts";
import { handleRequest, type RequestContext } from "./handleRequest.ts";
import { getPanelState } from "./state.ts";

/**
 * The state, and the responses to the first requests about the account that is shown: the one of the view state,
 * else the first. A response that only the provider could give is left out.
 */
export async function createInitialData(context: RequestContext, viewState: ViewState): Promise<InitialData> {
  const state = await getPanelState(context);
  const account = state.accounts.find(({ id }) => id === viewState.accountId) ?? state.accounts[0];
  if (!account) return { state, responses: [] };
  const provider = context.providerRegistry.find(account.provider);
  const requests = initialRequests(account, viewState, context.clock.now()).filter(
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
