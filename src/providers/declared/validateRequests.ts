import { parseEndpoint } from "../../core/credentials/endpoint.ts";
import type { ProviderDefinition } from "../../core/providerDefinition.ts";
import type { RequestDefinition } from "../../core/requestDefinition.ts";
import type { DefinitionError } from "./definitionError.ts";
import { parsePointer } from "./jsonPointer.ts";
import { dateValues, placeholderNames } from "./template.ts";

/** Rules for requests: no address, header or template may send a key to a wrong place. */

const builtInPlaceholders: ReadonlySet<string> = new Set(Object.keys(dateValues(0)));
const pagingPlaceholders: ReadonlySet<string> = new Set(["limit", "cursor", "page", "offset", "date"]);
/** Headers that only the HTTP client, the connection or the key may set. */
const reservedHeaderPattern =
  /^(authorization|proxy-.*|cookie2?|host|connection|content-length|content-type|transfer-encoding|te|trailer|upgrade|keep-alive|expect|sec-.*|user-agent|accept-encoding|x-forwarded-.*|forwarded)$/i;
const secretNamePattern =
  /^(x[-_])?(api[-_]?)?(key|secret|token|password|auth|authorization)$|(api|access|auth|secret)[-_]?(key|token)$/i;

export function* addressErrors({ baseUrl, regions }: ProviderDefinition): Generator<DefinitionError> {
  if (baseUrl !== undefined && regions) yield { field: "regions", reason: "duplicate" };
  if (baseUrl !== undefined && !parseEndpoint(baseUrl)) yield { field: "baseUrl", reason: "unsafeAddress" };
  for (const [index, region] of (regions ?? []).entries()) {
    if (!parseEndpoint(region.baseUrl)) yield { field: `regions.${index}.baseUrl`, reason: "unsafeAddress" };
  }
}

export function* parameterErrors({ parameters = {} }: ProviderDefinition): Generator<DefinitionError> {
  for (const [name, { pattern }] of Object.entries(parameters)) {
    const field = `parameters.${name}`;
    // Parameters are written in settings.json and in URLs, so none may be a secret.
    if (secretNamePattern.test(name)) yield { field, reason: "keyInUrl" };
    if (builtInPlaceholders.has(name) || pagingPlaceholders.has(name)) yield { field, reason: "duplicate" };
    if (pattern !== undefined && !isPattern(pattern)) yield { field: `${field}.pattern`, reason: "invalid" };
  }
}

export function* headerErrors({
  auth,
  headers = {},
  parameters = {},
}: ProviderDefinition): Generator<DefinitionError> {
  const keyHeader = auth.kind === "header" ? auth.name.toLowerCase() : "authorization";
  if (keyHeader !== "authorization" && reservedHeaderPattern.test(keyHeader)) {
    yield { field: "auth.name", reason: "reservedHeader" };
  }
  const seenNames = new Set<string>();
  for (const [name, value] of Object.entries(headers)) {
    const field = `headers.${name}`;
    const lowerCaseName = name.toLowerCase();
    if (lowerCaseName === keyHeader || reservedHeaderPattern.test(name))
      yield { field, reason: "reservedHeader" };
    if (seenNames.has(lowerCaseName)) yield { field, reason: "duplicate" };
    seenNames.add(lowerCaseName);
    if (!hasKnownNames(value, parameters)) yield { field, reason: "unknownName" };
  }
}

export function* requestErrors({
  requests,
  ledger,
  parameters = {},
}: ProviderDefinition): Generator<DefinitionError> {
  const filled = new Set(
    requests.flatMap(({ fill = {}, forEach }) => Object.keys({ ...fill, ...forEach?.fill })),
  );
  const names = new Set<string>();
  for (const [index, request] of requests.entries()) {
    const field = `requests.${index}`;
    const requestName = request.name ?? "";
    if (names.has(requestName)) yield { field: `${field}.name`, reason: "duplicate" };
    names.add(requestName);
    for (const name of Object.keys(request.fill ?? {})) {
      if (!Object.hasOwn(parameters, name)) yield { field: `${field}.fill.${name}`, reason: "unknownName" };
    }
    for (const name of Object.keys(request.forEach?.fill ?? {})) {
      if (!Object.hasOwn(parameters, name))
        yield { field: `${field}.forEach.fill.${name}`, reason: "unknownName" };
    }
    const earlier = new Set(requests.slice(0, index).map(({ name = "" }) => name));
    const owner = parsePointer(request.forEach?.list ?? "")?.name;
    if (request.forEach && (owner === undefined || !earlier.has(owner))) {
      yield { field: `${field}.forEach.list`, reason: "unknownName" };
    }
    const isFilled = (name: string) => filled.has(name);
    const paging = request.pages ? pagingPlaceholders : undefined;
    yield* templateErrors(request, field, parameters, isFilled, paging);
    if (request.fallback) {
      yield* templateErrors(request.fallback, `${field}.fallback`, parameters, isFilled, paging);
    }
  }
  if (ledger) {
    const isFilled = (name: string) => filled.has(name);
    yield* templateErrors(ledger.request, "ledger.request", parameters, isFilled, pagingPlaceholders);
  }
}

function* templateErrors(
  { path, query = {}, body = {} }: Pick<RequestDefinition, "path" | "query" | "body">,
  field: string,
  parameters: NonNullable<ProviderDefinition["parameters"]>,
  isFilled: (name: string) => boolean,
  extraNames: ReadonlySet<string> = new Set(),
): Generator<DefinitionError> {
  const texts = { path, ...prefixKeys("query", query), ...prefixKeys("body", body) };
  for (const [name, value] of Object.entries(query)) {
    if (
      secretNamePattern.test(name) &&
      placeholderNames(value).some((placeholder) => !extraNames.has(placeholder))
    ) {
      yield { field: `${field}.query.${name}`, reason: "keyInUrl" };
    }
  }
  for (const [key, text] of Object.entries(texts)) {
    const names = placeholderNames(text);
    if (names.some((name) => secretNamePattern.test(name)))
      yield { field: `${field}.${key}`, reason: "keyInUrl" };
    if (!hasKnownNames(text, parameters, extraNames))
      yield { field: `${field}.${key}`, reason: "unknownName" };
    // A path has no optional part.
    const mayBeMissing = (name: string) => parameters[name]?.optional && !isFilled(name);
    if (key === "path" && names.some(mayBeMissing)) yield { field: `${field}.path`, reason: "unknownName" };
  }
}

function hasKnownNames(
  text: string,
  parameters: object,
  extraNames: ReadonlySet<string> = new Set(),
): boolean {
  return placeholderNames(text).every(
    (name) => Object.hasOwn(parameters, name) || builtInPlaceholders.has(name) || extraNames.has(name),
  );
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

function prefixKeys(prefix: string, record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [`${prefix}.${name}`, value]));
}
