import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import { parseExactJson } from "./exactJson.ts";
import { parseSlicedJson, TooManyValuesError } from "./slicedJson.ts";

export interface BodyOptions extends ParseOptions {
  readonly maxBytes: number;
}

interface ParseOptions {
  readonly contentType: string | null;
  /** Texts that are redacted in the body. */
  readonly secrets: readonly string[];
}

/**
 * Reads a JSON body. Counts the bytes of the stream and stops at `maxBytes`. Rejects when the stream breaks;
 * any other problem with the body is a returned failure.
 */
export async function readBody(
  stream: ReadableStream<Uint8Array> | null | undefined,
  { maxBytes, ...options }: BodyOptions,
): Promise<Outcome<unknown>> {
  // Decoding each chunk as it arrives keeps a long body from blocking the extension host at its end.
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (chunk?: Uint8Array): string | undefined => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      return undefined;
    }
  };
  const parts: (string | undefined)[] = [];
  let size = 0;
  for await (const chunk of stream ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream and closes the connection.
    if (size > maxBytes) return failed({ kind: "tooLarge", limitBytes: maxBytes });
    parts.push(decode(chunk));
  }
  parts.push(decode());
  if (parts.includes(undefined)) return failed({ kind: "badResponse", reason: "undecodable" });
  return parseBody(parts.join("").trim(), options);
}

/** A longer body is parsed in slices. */
const maxLengthAtOnce = 65_536;

async function parseBody(text: string, { contentType, secrets }: ParseOptions): Promise<Outcome<unknown>> {
  if (text === "") return failed({ kind: "badResponse", reason: "empty" });
  try {
    const isShort = text.length <= maxLengthAtOnce;
    return success(isShort ? parseExactJson(text, secrets) : await parseSlicedJson(text, secrets));
  } catch (error) {
    if (error instanceof TooManyValuesError) return failed({ kind: "badResponse", reason: "tooMany" });
    const isHtml = text.startsWith("<") || contentType?.includes("text/html");
    return failed({ kind: "badResponse", reason: isHtml ? "html" : "notJson" });
  }
}
