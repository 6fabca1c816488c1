// A separate window that renews a session: `node renewProcess.ts <history file> <base URL> <refresh token>`.
import { parseEndpoint } from "../../../../../src/core/credentials/endpoint.ts";
import { adapters } from "../../../../../src/providers/adapters.lazy.ts";
import { createJsonClient } from "../../../../../src/providers/http/jsonClient.ts";
import { systemClock as clock } from "../../../../../src/services/common/clock.ts";
import { Leases } from "../../../../../src/services/coordination/leases.ts";
import { SessionTokens } from "../../../../../src/services/credentials/sessionTokens.lazy.ts";
import { KeyStore } from "../../../../../src/store/secrets/keyStore.ts";
import { historyAt } from "../../../../helpers/historyAt.ts";
import { MemorySecrets } from "../../../../helpers/memorySecrets.ts";

const [file = "", baseUrl = "", refreshToken = ""] = process.argv.slice(2);
const endpoint = parseEndpoint(baseUrl);
const session = adapters.richUtilities?.session;
if (!endpoint || !session) throw new Error("called wrongly");
const keyStore = new KeyStore(new MemorySecrets());
await keyStore.set("rich", { origin: endpoint.origin, credential: { kind: "session", refreshToken } });
const coordinator = historyAt(file);
const sessions = new SessionTokens({ keyStore, coordinator, leases: new Leases(coordinator, clock), clock });
const exchange = {
  request: createJsonClient({ userAgent: "credit-monitor/test", now: clock.now }),
  endpoint,
  nowMs: clock.now(),
  signal: new AbortController().signal,
};
const outcome = await sessions.withToken("rich", session, exchange, async () => ({
  ok: true,
  value: "renewed",
}));
console.log(JSON.stringify(outcome));
coordinator.dispose();
