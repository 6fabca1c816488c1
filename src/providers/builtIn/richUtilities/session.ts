import * as z from "zod/mini";
import { isHeaderSafe } from "../../../core/credentials/isHeaderSafe.ts";
import { failed, type Outcome, success } from "../../../core/readings/outcome.ts";
import { text } from "../../http/fields.ts";
import { readFields } from "../../http/readFields.ts";
import type { Exchange, SessionExchange, Tokens } from "../../provider.ts";
import { describeError, unwrap } from "./reply.ts";

const secret = text.check(z.refine(isHeaderSafe, "wrongType"));
const pair = z.object({ access_token: secret, refresh_token: secret });

/** Sign-in and rotation. Access tokens live 15 minutes, refresh tokens 7 days and for one use. */
export const session: SessionExchange = {
  signIn: (exchange, { email, password }) => obtain(exchange, "/auth/login", { email, password }),
  refresh: (exchange, refreshToken) => obtain(exchange, "/auth/refresh", { refresh_token: refreshToken }),
};

async function obtain(
  { request, endpoint, signal }: Exchange,
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
    mayReissue: true,
    describeError,
  });
  if (!reply.ok) return isRefusal(reply.failure) ? failed({ ...reply.failure, kind: "keyRejected" }) : reply;
  const fields = readFields(pair, unwrap(reply.value.body));
  if (!fields.ok) return fields;
  return success({ accessToken: fields.value.access_token, refreshToken: fields.value.refresh_token });
}

// A refused sign-in or a spent token: 400 and 422 are as common as the documented 401.
function isRefusal(failure: { readonly kind: string; readonly status?: number }): boolean {
  return failure.kind === "providerError" && (failure.status === 400 || failure.status === 422);
}
