import * as z from "zod/mini";
import { parseErrorBody } from "../../http/errorDetails.ts";
import { isRecord } from "../../http/exactJson.ts";
import { text, word } from "../../http/fields.ts";

/** The documentation shows no envelope: the object comes bare or under `data`. */
export function unwrap(body: unknown): unknown {
  return isRecord(body) && "data" in body ? body.data : body;
}

const words = z.object({ code: word, message: word });

/** Error bodies are not documented: the usual shapes are read, others say nothing. */
export const describeError = parseErrorBody(
  z.object({
    error: z.catch(z.optional(z.union([text, words])), undefined),
    code: word,
    message: word,
    detail: word,
    request_id: word,
  }),
  ({ error, code, message, detail, request_id }) => {
    const nested = typeof error === "object" ? error : { code: error };
    return { code: nested.code ?? code, text: nested.message ?? message ?? detail, requestId: request_id };
  },
);
