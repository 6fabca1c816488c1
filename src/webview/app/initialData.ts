import type { InitialData } from "../../protocol/messages.ts";
import { initialDataSchema } from "../../protocol/toWebviewSchema.ts";

/** What the host wrote into the page; `undefined` where it is missing or malformed. */
export function readInitialData(): InitialData | undefined {
  const text = document.getElementById("initial-data")?.textContent;
  return text ? initialDataSchema.safeParse(parseJson(text)).data : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
