import { errorReply } from "../../http/errorReply.ts";
import { bearerToken } from "../../http/requestChecks.ts";
import type { SampleApi, SampleReply, SampleRequest } from "../../http/sampleApi.ts";
import { sampleSignIn } from "../../simulation/keys.ts";
import { type RichUtilitiesView, richUtilitiesAccount } from "./account.ts";
import type { TokenIssuer, TokenPair } from "./tokenIssuer.ts";

type SignIn = (body: Readonly<Record<string, unknown>>, tokens: TokenIssuer) => SampleReply;

const signIns: Readonly<Record<string, SignIn>> = {
  "/auth/login": ({ email, password }, tokens) => {
    if (typeof email !== "string" || typeof password !== "string") {
      return errorReply("richUtilities", 422, { message: "email and password are required." });
    }
    if (email !== sampleSignIn.email || password !== sampleSignIn.password) {
      return refuse("The e-mail address or password is wrong.");
    }
    return pairReply(tokens.signIn());
  },
  "/auth/refresh": ({ refresh_token: token }, tokens) => {
    if (typeof token !== "string") {
      return errorReply("richUtilities", 422, { message: "refresh_token is required." });
    }
    const pair = tokens.refresh(token);
    return pair ? pairReply(pair) : refuse("The refresh token is invalid, spent or has expired.");
  },
};

export function createRichUtilitiesApi(view: () => RichUtilitiesView, tokens: TokenIssuer): SampleApi {
  return (request) => {
    const signIn = signIns[request.path];
    if (signIn) return post(request, (body) => signIn(body, tokens));
    const endpoint = richUtilitiesAccount[request.path];
    if (!endpoint) return errorReply("richUtilities", 404);
    if (request.method !== "GET") return errorReply("richUtilities", 405, { headers: { allow: "GET" } });
    if (!tokens.isAccessToken(bearerToken(request) ?? ""))
      return refuse("The access token is invalid or has expired.");
    return endpoint(view(), request.query);
  };
}

function post(request: SampleRequest, answer: (body: Readonly<Record<string, unknown>>) => SampleReply) {
  if (request.method !== "POST") return errorReply("richUtilities", 405, { headers: { allow: "POST" } });
  const body = readObject(request.body);
  if (body) return answer(body);
  return errorReply("richUtilities", 400, { message: "The request body is not a JSON object." });
}

function readObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function pairReply({ accessToken, refreshToken, expiresInSeconds }: TokenPair): SampleReply {
  return {
    status: 200,
    body: {
      access_token: accessToken,
      refresh_token: refreshToken,
      token_type: "bearer",
      expires_in: expiresInSeconds,
    },
  };
}

function refuse(message: string): SampleReply {
  return errorReply("richUtilities", 401, { message, headers: { "www-authenticate": "Bearer" } });
}
