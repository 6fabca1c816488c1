import * as z from "zod/mini";

/**
 * How other programs of the user reach the windows. Each window has a file of its own in this folder of the extension's
 * storage, which only the user can read.
 */
export const endpointFolderName = "windows";
export const endpointSuffix = ".json";

/** Where a window listens: a Unix domain socket, or a named pipe on Windows. No network. */
export interface Endpoint {
  readonly address: string;
  /** Whoever knows it may ask for a reading. */
  readonly token: string;
  readonly pid: number;
}

const endpoint = z.object({ address: z.string(), token: z.string(), pid: z.int() });

/** Parses the file's text; `undefined` when it is damaged. */
export function parseEndpoint(text: string): Endpoint | undefined {
  try {
    const result = endpoint.safeParse(JSON.parse(text));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}

/** The request: `POST /refresh` with this body, and the token as a bearer token. The reply's body is empty. */
export interface RefreshRequest {
  readonly accountId: string;
}

export const refreshRequest = z.object({ accountId: z.string().check(z.maxLength(200)) });
