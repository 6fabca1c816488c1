import * as z from "zod/mini";
import { isHeaderSafe } from "../../../core/credentials/isHeaderSafe.ts";
import { failed, type Outcome, success } from "../../../core/readings/outcome.ts";
import { text } from "../../http/fields.ts";
import { readFields } from "../../http/readFields.ts";
import type { RequestContext, SessionClient, Tokens } from "../../provider.ts";
import { parseError, unwrapData } from "./reply.ts";

const tokenSchema = text.check(z.refine(isHeaderSafe, "wrongType"));
const tokenPairSchema = z.object({ access_token: tokenSchema, refresh_token: tokenSchema });

/** Sign-in and token refresh. An access token lives 15 minutes; a refresh token lives 7 days and works once. */
export const session: SessionClient = {
  signIn: (context, { email, password }) => requestTokens(context, "/auth/login", { email, password }),
  refresh: (context, refreshToken) =>
    requestTokens(context, "/auth/refresh", { refresh_token: refreshToken }),
};

async function requestTokens(
  { request, endpoint, signal }: RequestContext,
  path: string,
  body: Readonly<Record<string, string>>,
): Promise<Outcome<Tokens>> {
  const url = `${endpoint.baseUrl}${path}`;
  const secrets = Object.values(body);
  const reply = await request({
    url,
    origin: endpoint.origin,
    method: "POST",
    headers: {},
    body,
    signal,
    secrets,
    mayReturnSecrets: true,
    parseError,
  });
  if (!reply.ok)
    return isRefusedStatus(reply.failure) ? failed({ ...reply.failure, kind: "keyRejected" }) : reply;
  const fields = readFields(tokenPairSchema, unwrapData(reply.value.body));
  if (!fields.ok) return fields;
  return success({ accessToken: fields.value.access_token, refreshToken: fields.value.refresh_token });
}

// A refused sign-in or a used refresh token: 400 and 422 are as common as the documented 401.
function isRefusedStatus(failure: { readonly kind: string; readonly status?: number }): boolean {
  return failure.kind === "providerError" && (failure.status === 400 || failure.status === 422);
}
