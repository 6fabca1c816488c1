import type { ErrorDetails } from "./errorReply.ts";
import type { Json } from "./exactJson.ts";

interface FaultKinds {
  /** Any reply at all; for a redirect give `location` in the headers. */
  status: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  /** The provider's documented error body, with the headers given (`retry-after`, …). */
  error: { readonly status: number } & ErrorDetails;
  /** The good reply, changed: fields missing, of wrong types, hostile. */
  transform: { readonly transform: (good: Json) => Json };
  /** The good reply's text, changed. */
  rewrite: { readonly rewrite: (text: string) => string };
  html: { readonly status?: number; readonly html?: string };
  /** The good reply cut after so many bytes, half of it when absent, as a complete exchange. */
  truncate: { readonly bytes?: number };
  /** The good reply, late. */
  delay: { readonly ms: number };
  stallHeaders: object;
  stallBody: object;
  /** The good reply, a byte at a time or as many as given. */
  drip: { readonly everyMs: number; readonly bytes?: number };
  /** A TCP reset before the reply, in the middle of its headers or of its body. */
  reset: { readonly at: "request" | "headers" | "body" };
  /** JSON text that goes on for so many bytes, or without end. */
  hugeBody: { readonly bytes?: number };
}

export type FaultKind = keyof FaultKinds;

export type Fault<Kind extends FaultKind = FaultKind> = {
  [K in Kind]: { readonly kind: K } & FaultKinds[K];
}[Kind];
