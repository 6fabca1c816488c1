import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import { parseExactJson } from "./exactJson.ts";
import { parseSlicedJson } from "./slicedJson.ts";

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
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream and closes the connection.
    if (size > maxBytes) return failed({ kind: "tooLarge", limitBytes: maxBytes });
    chunks.push(chunk);
  }
  return parseBody(Buffer.concat(chunks), options);
}

/** A longer body is parsed in slices. */
const maxLengthAtOnce = 65_536;

async function parseBody(
  bytes: Uint8Array,
  { contentType, secrets }: ParseOptions,
): Promise<Outcome<unknown>> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes).trim();
  } catch {
    return failed({ kind: "badResponse", reason: "undecodable" });
  }
  if (text === "") return failed({ kind: "badResponse", reason: "empty" });
  try {
    const isShort = text.length <= maxLengthAtOnce;
    return success(isShort ? parseExactJson(text, secrets) : await parseSlicedJson(text, secrets));
  } catch {
    const isHtml = text.startsWith("<") || contentType?.includes("text/html");
    return failed({ kind: "badResponse", reason: isHtml ? "html" : "notJson" });
  }
}
