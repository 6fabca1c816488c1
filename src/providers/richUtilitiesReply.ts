import * as z from "zod/mini";
import { errorWords } from "./errorWords.ts";
import { text } from "./fields.ts";

/** The documentation shows no envelope: the object comes bare or under `data`. */
export function unwrap(body: unknown): unknown {
  const isWrapped = typeof body === "object" && body !== null && !Array.isArray(body) && "data" in body;
  return isWrapped ? body.data : body;
}

const words = z.object({ code: z.optional(text), message: z.optional(text) });

/** Error bodies are not documented: the usual shapes are read, others say nothing. */
export const describeError = errorWords(
  z.object({
    error: z.optional(z.union([text, words])),
    code: z.optional(text),
    message: z.optional(text),
    detail: z.optional(text),
    request_id: z.optional(text),
  }),
  ({ error, code, message, detail, request_id }) => {
    const nested = typeof error === "object" ? error : { code: error };
    return { code: nested.code ?? code, text: nested.message ?? message ?? detail, requestId: request_id };
  },
);
