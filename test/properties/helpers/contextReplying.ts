import { parseEndpoint } from "../../../src/core/credentials/endpoint.ts";
import { failed, success } from "../../../src/core/readings/outcome.ts";
import { parseExactJson } from "../../../src/providers/http/exactJson.ts";
import type { AccountContext } from "../../../src/providers/provider.ts";
import { fixedNowMs as nowMs } from "./instants.ts";
import { type JsonTree, stringifyTree } from "./jsonTree.ts";
import { canary } from "./mutatedJson.ts";

const endpoint = parseEndpoint("https://api.example/v1");

/** The context of an account whose provider answers every request with a body, parsed as by the real client. */
export function contextReplying(
  tree: JsonTree,
  headers: Readonly<Record<string, string>> = {},
): AccountContext {
  if (!endpoint) throw new Error("no endpoint");
  return {
    request: async ({ secrets, mayReturnSecrets }) => {
      try {
        const body = parseExactJson(stringifyTree(tree), mayReturnSecrets ? [] : secrets);
        return success({ status: 200, headers: new Headers(headers), body, receivedAtMs: nowMs });
      } catch {
        return failed({ kind: "badResponse", reason: "notJson" });
      }
    },
    endpoint,
    nowMs,
    signal: new AbortController().signal,
    secret: canary,
  };
}
