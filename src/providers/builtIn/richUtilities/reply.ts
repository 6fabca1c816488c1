import * as z from "zod/mini";
import { createErrorParser } from "../../http/errorDetails.ts";
import { isRecord } from "../../http/exactJson.ts";
import { ignored, optionalText, text } from "../../http/fields.ts";

/** The documentation shows no envelope, but replies may put the object under `data`. */
export function unwrapData(body: unknown): unknown {
  return isRecord(body) && "data" in body ? body.data : body;
}

const errorSchema = z.object({ code: optionalText, message: optionalText });

/** Error bodies are not documented: the usual shapes are read, and any other shape gives no details. */
export const parseError = createErrorParser(
  z.object({
    error: z.union([text, errorSchema, ignored]),
    code: optionalText,
    message: optionalText,
    detail: optionalText,
    request_id: optionalText,
  }),
  ({ error, code, message, detail, request_id }) => {
    const nested = typeof error === "object" ? error : { code: error, message: undefined };
    return { code: nested.code ?? code, text: nested.message ?? message ?? detail, requestId: request_id };
  },
);
