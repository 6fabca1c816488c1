import type { ErrorDetails } from "./errorReply.ts";
import type { Json } from "./exactJson.ts";

interface FaultKinds {
  /** Any reply; a redirect has `location` in the headers. */
  status: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  /** The provider's documented error body, with the headers given (`retry-after`, …). */
  error: { readonly status: number } & ErrorDetails;
  /** The good reply with a changed body: missing fields, wrong types, hostile values. */
  transform: { readonly transform: (good: Json) => Json };
  /** The good reply with a changed text. */
  rewrite: { readonly rewrite: (text: string) => string };
  html: { readonly status?: number; readonly html?: string };
  /** The good reply, complete as an HTTP message, cut after `bytes`; half of it when absent. */
  truncate: { readonly bytes?: number };
  /** The good reply, sent later. */
  delay: { readonly ms: number };
  stallHeaders: object;
  stallBody: object;
  /** The good reply, in pieces of `bytes`; of one byte when absent. */
  drip: { readonly everyMs: number; readonly bytes?: number };
  /** A TCP reset before the reply, within its headers or within its body. */
  reset: { readonly at: "request" | "headers" | "body" };
  /** JSON text of `bytes`, or without end. */
  hugeBody: { readonly bytes?: number };
}

export type FaultKind = keyof FaultKinds;

export type Fault<Kind extends FaultKind = FaultKind> = {
  [K in Kind]: { readonly kind: K } & FaultKinds[K];
}[Kind];
