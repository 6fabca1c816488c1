import type { SampleProviderId } from "../../../../src/sample/http/sampleApi.ts";
import {
  type SampleOptions,
  type SampleProviders,
  startSampleProviders,
} from "../../../../src/sample/startServer.ts";

export interface ReceivedReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // Tests read replies of many shapes; a wrong path makes them fail.
  readonly json: Json;
}

interface Json {
  readonly [key: string]: Json;
}

export interface SampleSession {
  readonly sample: SampleProviders;
  send(provider: SampleProviderId, path: string, key?: string, init?: RequestInit): Promise<ReceivedReply>;
}

/** A sample server for the tests of one `describe`, at a frozen instant. */
export function sampleSession(options: SampleOptions = {}): SampleSession {
  let sample: SampleProviders | undefined;
  before(async () => {
    sample = await startSampleProviders(options);
  });
  beforeEach(() => {
    sample?.clock.resume();
    sample?.clock.freeze(Date.UTC(2026, 10, 20, 12));
    sample?.accounts.reset();
    sample?.faults.clear();
    sample?.requests.clear();
  });
  after(() => sample?.close());
  const running = () => {
    if (!sample) throw new Error("the sample server runs only inside tests");
    return sample;
  };
  return {
    get sample() {
      return running();
    },
    async send(provider, path, key, init = {}) {
      const name = provider === "poof" ? "x-api-key" : "authorization";
      const value = provider === "poof" ? key : `Bearer ${key}`;
      const headers = { ...init.headers, ...(key !== undefined && { [name]: `${value}` }) };
      const reply = await fetch(`${running().baseUrl(provider)}${path}`, {
        redirect: "manual",
        ...init,
        headers,
      });
      const text = await reply.text();
      return {
        status: reply.status,
        headers: reply.headers,
        text,
        get json() {
          return JSON.parse(text) as Json;
        },
      };
    },
  };
}
