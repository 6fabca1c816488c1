import { parseEndpoint } from "../../core/credentials/endpoint.ts";
import type { ProviderDefinition, RequestDefinition } from "../../core/providerDefinition.ts";
import type { Objection } from "./definitionError.ts";
import { namesIn } from "./template.ts";

/** What may not go into a request: addresses, headers and templates that would lead a key astray. */

const builtInNames: ReadonlySet<string> = new Set(["today", "monthStart"]);
const pagingNames: ReadonlySet<string> = new Set(["limit", "cursor", "page", "offset", "date"]);
/** What only the client, the connection or the key may set. */
const reservedHeader =
  /^(authorization|proxy-.*|cookie2?|host|connection|content-length|content-type|transfer-encoding|te|trailer|upgrade|keep-alive|expect|sec-.*|user-agent|accept-encoding|x-forwarded-.*|forwarded)$/i;
const secretName =
  /^(x[-_])?(api[-_]?)?(key|secret|token|password|auth|authorization)$|(api|access|auth|secret)[-_]?(key|token)$/i;

export function* addressObjections({ baseUrl, regions }: ProviderDefinition): Generator<Objection> {
  if (baseUrl !== undefined && regions) yield { field: "regions", reason: "duplicate" };
  if (baseUrl !== undefined && !parseEndpoint(baseUrl)) yield { field: "baseUrl", reason: "unsafeAddress" };
  for (const [index, region] of (regions ?? []).entries()) {
    if (!parseEndpoint(region.baseUrl)) yield { field: `regions.${index}.baseUrl`, reason: "unsafeAddress" };
  }
}

export function* parameterObjections({ parameters = {} }: ProviderDefinition): Generator<Objection> {
  for (const [name, { pattern }] of Object.entries(parameters)) {
    const field = `parameters.${name}`;
    // Parameters stand in settings.json and in URLs.
    if (secretName.test(name)) yield { field, reason: "keyInUrl" };
    if (builtInNames.has(name) || pagingNames.has(name)) yield { field, reason: "duplicate" };
    if (pattern !== undefined && !isPattern(pattern)) yield { field: `${field}.pattern`, reason: "invalid" };
  }
}

export function* headerObjections({
  auth,
  headers = {},
  parameters = {},
}: ProviderDefinition): Generator<Objection> {
  const keyHeader = auth.kind === "header" ? auth.name.toLowerCase() : "authorization";
  if (keyHeader !== "authorization" && reservedHeader.test(keyHeader)) {
    yield { field: "auth.name", reason: "reservedHeader" };
  }
  const seen = new Set<string>();
  for (const [name, value] of Object.entries(headers)) {
    const field = `headers.${name}`;
    const lower = name.toLowerCase();
    if (lower === keyHeader || reservedHeader.test(name)) yield { field, reason: "reservedHeader" };
    if (seen.has(lower)) yield { field, reason: "duplicate" };
    seen.add(lower);
    if (!areKnown(value, parameters)) yield { field, reason: "unknownName" };
  }
}

export function* requestObjections({
  requests,
  ledger,
  parameters = {},
}: ProviderDefinition): Generator<Objection> {
  const filled = new Set(requests.flatMap(({ fill = {} }) => Object.keys(fill)));
  const names = new Set<string>();
  for (const [index, request] of requests.entries()) {
    const field = `requests.${index}`;
    const own = request.name ?? "";
    if (names.has(own)) yield { field: `${field}.name`, reason: "duplicate" };
    names.add(own);
    for (const name of Object.keys(request.fill ?? {})) {
      if (!Object.hasOwn(parameters, name)) yield { field: `${field}.fill.${name}`, reason: "unknownName" };
    }
    yield* templateObjections(request, field, parameters, (name) => filled.has(name));
  }
  if (ledger)
    yield* templateObjections(ledger.request, "ledger.request", parameters, () => false, pagingNames);
}

function* templateObjections(
  { path, query = {}, body = {} }: Pick<RequestDefinition, "path" | "query" | "body">,
  field: string,
  parameters: NonNullable<ProviderDefinition["parameters"]>,
  isFilled: (name: string) => boolean,
  more: ReadonlySet<string> = new Set(),
): Generator<Objection> {
  const texts = { path, ...prefixed("query", query), ...prefixed("body", body) };
  for (const [name, value] of Object.entries(query)) {
    if (secretName.test(name) && namesIn(value).some((one) => !more.has(one))) {
      yield { field: `${field}.query.${name}`, reason: "keyInUrl" };
    }
  }
  for (const [place, text] of Object.entries(texts)) {
    const names = namesIn(text);
    if (names.some((name) => secretName.test(name))) yield { field: `${field}.${place}`, reason: "keyInUrl" };
    if (!areKnown(text, parameters, more)) yield { field: `${field}.${place}`, reason: "unknownName" };
    // A path cannot do without a part of it.
    const isGap = (name: string) => parameters[name]?.optional && !isFilled(name);
    if (place === "path" && names.some(isGap)) yield { field: `${field}.path`, reason: "unknownName" };
  }
}

function areKnown(text: string, parameters: object, more: ReadonlySet<string> = new Set()): boolean {
  return namesIn(text).every(
    (name) => Object.hasOwn(parameters, name) || builtInNames.has(name) || more.has(name),
  );
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

function prefixed(prefix: string, record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [`${prefix}.${name}`, value]));
}
