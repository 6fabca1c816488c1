import { createHash } from "node:crypto";
import type { ProviderDefinition } from "../../core/providerDefinition.ts";

/** A hash of a whole definition: two definitions with the same one are equal. */
export function definitionRevision(definition: ProviderDefinition): string {
  return hash(definition);
}

/**
 * A hash of what a definition asks and how it reads the replies. Words (names, labels, hints, key pages), details, the
 * meaning of errors and the order of fields may change without a new identity, and so without a gap in the history.
 */
export function definitionIdentity(definition: ProviderDefinition): string {
  const { id, auth, headers, requests, success, refuse, meters, plan, expiresAt, keyExpiresAt } = definition;
  const { blocked, accepting, ledger, regions } = definition;
  return hash({
    ...{ id, headers, requests, success, plan, expiresAt, keyExpiresAt, blocked, accepting, ledger },
    // The names of the two secrets are words.
    auth: auth.kind === "basic" ? { kind: auth.kind } : auth,
    refuse: refuse?.map(({ when, status }) => ({ when, status })),
    meters: meters.map(({ label: _, ...meter }) => meter),
    regions: regions?.map(({ baseUrl, currency }) => ({ baseUrl, currency })),
  });
}

function hash(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value, sortFields)).digest("base64url").slice(0, 8);
}

/** A replacer for `JSON.stringify`. The order of an array counts, that of an object's fields does not. */
function sortFields(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
