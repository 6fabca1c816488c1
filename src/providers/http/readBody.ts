import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import { parseExactJson } from "./exactJson.ts";

export interface BodyOptions extends ParseOptions {
  readonly maxBytes: number;
}

interface ParseOptions {
  readonly contentType: string | null;
  /** Texts that are blotted out of the body. */
  readonly hidden: readonly string[];
}

/**
 * Reads a JSON body, counting bytes while it streams and stopping at `maxBytes`. Rejects when the stream
 * breaks; everything else that is wrong with the body is a failure.
 */
export async function readBody(
  stream: ReadableStream<Uint8Array> | null | undefined,
  { maxBytes, ...options }: BodyOptions,
): Promise<Outcome<unknown>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream and so the connection.
    if (size > maxBytes) return failed({ kind: "tooLarge", limitBytes: maxBytes });
    chunks.push(chunk);
  }
  return parseBody(Buffer.concat(chunks), options);
}

function parseBody(bytes: Uint8Array, { contentType, hidden }: ParseOptions): Outcome<unknown> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes).trim();
  } catch {
    return failed({ kind: "badResponse", reason: "undecodable" });
  }
  if (text === "") return failed({ kind: "badResponse", reason: "empty" });
  try {
    return success(parseExactJson(text, hidden));
  } catch {
    const isHtml = text.startsWith("<") || contentType?.includes("text/html");
    return failed({ kind: "badResponse", reason: isHtml ? "html" : "notJson" });
  }
}
