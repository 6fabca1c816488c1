import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseEndpoint } from "../../../../src/core/credentials/endpoint.ts";
import { createDeclaredProvider } from "../../../../src/providers/declared/createDeclaredProvider.ts";
import { listFields } from "../../../../src/providers/declared/jsonPointer.ts";
import { tryDefinition } from "../../../../src/services/onDemand/tryDefinition.ts";
import { definitionOf, key, parseValid } from "../../../helpers/declaredProvider.ts";
import { serve } from "../../../helpers/loopbackServer.ts";
import { createTestServices } from "../../../helpers/testServices.ts";

describe("tryDefinition", () => {
  it("tryDefinition reads an account once, gives the replies without the key, and stores nothing", async () => {
    await using services = await createTestServices();
    await using server = await serve((_request, response) => {
      response.end(JSON.stringify({ left: 7, owner: `of ${key}` }));
    });
    const provider = createDeclaredProvider(parseValid(definitionOf()));
    const endpoint = parseEndpoint(server.origin) ?? assert.fail();
    const result = await tryDefinition(
      services.accountClient,
      { provider, endpoint, listFields },
      key,
      services.signal,
    );
    assert.equal(result.outcome.ok && result.outcome.value.meters[0].remaining, "7");
    const [request] = result.requests;
    assert.deepEqual([request?.method, request?.path, request?.status], ["GET", "/balance", 200]);
    assert.deepEqual(request?.fields, [
      { pointer: "/left", value: "7" },
      { pointer: "/owner", value: `"of •••"` },
    ]);
    assert.equal(server.requests.length, 1);
    assert.deepEqual([services.accountList.all(), services.secrets.writes], [[], []]);
  });

  it("tryDefinition gives the fields of an error reply too", async () => {
    await using services = await createTestServices();
    await using server = await serve((_request, response) => {
      response.writeHead(401).end(JSON.stringify({ error: { code: "bad_key" }, key }));
    });
    const provider = createDeclaredProvider(parseValid(definitionOf()));
    const endpoint = parseEndpoint(server.origin) ?? assert.fail();
    const { outcome, requests } = await tryDefinition(
      services.accountClient,
      { provider, endpoint, listFields },
      key,
      services.signal,
    );
    assert.equal(!outcome.ok && outcome.failure.kind, "keyRejected");
    assert.equal(requests[0]?.status, 401);
    assert.deepEqual(requests[0]?.fields[0], { pointer: "/error/code", value: `"bad_key"` });
    assert.doesNotMatch(JSON.stringify(requests), new RegExp(key));
  });
});
