import type { ProblemKind } from "../../../src/core/accounts/accountState.ts";
import type { Fault } from "../../../src/sample/http/fault.ts";

/** A way in which a reading of Poof can fail, and the problem that it must become. */
export interface ProblemRow {
  readonly name: string;
  fault(): Fault;
  readonly kind: ProblemKind;
  readonly status?: number;
  readonly message: RegExp;
  /** The wait that the provider asks for. */
  readonly waitSeconds?: number;
}

type Headers = Readonly<Record<string, string>>;

export const problemRows: readonly ProblemRow[] = [
  {
    name: "401",
    ...errorReply(401),
    kind: "keyRejected",
    message: /The provider rejected the key.*Enter a valid one/,
  },
  {
    name: "403",
    ...errorReply(403),
    kind: "forbidden",
    message: /The provider denied access.*the key's permissions/,
  },
  {
    name: "404",
    ...errorReply(404),
    kind: "providerError",
    message: /does not know this address \(404, not_found: /,
  },
  { name: "503", ...errorReply(503), kind: "providerError", message: /error \(503, / },
  {
    name: "502 with a web page",
    fault: () => ({ kind: "html", status: 502 }),
    status: 502,
    kind: "providerError",
    message: /error \(502\)/,
  },
  rateLimited("429 with Retry-After in seconds", 120, () => ({ "retry-after": "120" })),
  rateLimited("429 with Retry-After as a date", 300, () => ({
    "retry-after": new Date(Date.now() + 300_000).toUTCString(),
  })),
  rateLimited("429 with X-RateLimit-Reset", 200, () => ({
    "x-ratelimit-reset": `${Math.ceil(Date.now() / 1000) + 200}`,
  })),
  rateLimited("429 that names no time", 60, () => ({})),
  rateLimited("429 that asks for a month", 3_600, () => ({ "retry-after": "2592000" })),
  rateLimited("503 with Retry-After", 45, () => ({ "retry-after": "45" }), 503),
  ...[301, 302, 303, 307, 308].map(redirect),
  brokenConnection("before the reply", "request"),
  brokenConnection("in the headers", "headers"),
  brokenConnection("in the body", "body"),
  tooLarge("a body over 1 MiB", { kind: "hugeBody", bytes: 1_100_000 }),
  tooLarge("a body without end", { kind: "hugeBody" }),
  unreadable("a web page", { kind: "html" }, "it is a web page"),
  unreadable("half a body", { kind: "truncate" }, "it is not JSON"),
  unreadable("an empty body", { kind: "truncate", bytes: 0 }, "it is empty"),
  unreadable("204", { kind: "status", status: 204 }, "it is empty"),
  unreadable("a missing field", changedReply({ usedCredits: undefined }), "a field is missing (usedCredits)"),
  unreadable("a null", changedReply({ maxCredits: null }), "a field has the wrong type (maxCredits)"),
  unreadable("a wrong type", changedReply({ maxCredits: true }), "a field has the wrong type (maxCredits)"),
  unreadable(
    "a number that is not finite",
    { kind: "rewrite", rewrite: (text) => text.replace(/"maxCredits":\d+/, '"maxCredits":1e9999') },
    "a field is not a number (maxCredits)",
  ),
  unreadable("an array", { kind: "rewrite", rewrite: (text) => `[${text}]` }, "a field has the wrong type"),
];

function errorReply(status: number, headers: Headers = {}): Pick<ProblemRow, "fault" | "status"> {
  return { status, fault: () => ({ kind: "error", status, headers }) };
}

function rateLimited(name: string, waitSeconds: number, headers: () => Headers, status = 429): ProblemRow {
  return {
    name,
    kind: "rateLimited",
    status,
    fault: () => ({ kind: "error", status, headers: headers() }),
    message: /The provider asked us to wait\. Next read after \d/,
    waitSeconds,
  };
}

function redirect(status: number): ProblemRow {
  const headers = { location: "/depicta/v1/account/profile" };
  return {
    name: `a redirect by ${status}`,
    kind: "redirected",
    status,
    fault: () => ({ kind: "status", status, headers }),
    message: /The provider redirects to another address, and the key is not sent there\. Check the base URL/,
  };
}

function brokenConnection(where: string, at: "request" | "headers" | "body"): ProblemRow {
  return {
    name: `a connection that breaks ${where}`,
    kind: "unreachable",
    fault: () => ({ kind: "reset", at }),
    message: /Cannot reach the provider: the connection was lost\. Retrying automatically/,
  };
}

function tooLarge(name: string, fault: Fault): ProblemRow {
  return {
    name,
    kind: "tooLarge",
    fault: () => fault,
    message: /The reply is larger than 1 MiB\. Check the base URL/,
  };
}

function unreadable(name: string, fault: Fault, why: string): ProblemRow {
  const message = RegExp(`Cannot read the reply: ${why.replace(/[()]/g, "\\$&")}`);
  return { name, kind: "badResponse", fault: () => fault, message };
}

function changedReply(change: Readonly<Record<string, boolean | null | undefined>>): Fault {
  return { kind: "transform", transform: (good) => ({ ...(good as object), ...change }) };
}
