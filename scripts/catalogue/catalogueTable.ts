import type {
  EvidenceDefinition,
  MeterDefinition,
  ProviderDefinition,
} from "../../src/core/providerDefinition.ts";

/** A provider of the catalogue, as its table shows it. */
export interface CatalogueRow {
  readonly id: string;
  readonly name: string;
  readonly evidence: EvidenceDefinition;
  /** What a reading tells. */
  readonly reads: string;
}

/** The row of a definition. Every definition of the catalogue says what it rests on. */
export function catalogueRow(definition: ProviderDefinition): CatalogueRow {
  const { id, name, evidence } = definition;
  if (!evidence) throw new Error(`${id} does not say what it rests on (evidence)`);
  return { id, name, evidence, reads: readsText(definition) };
}

const evidenceTexts = {
  live: "live reply",
  client: "client code",
  docs: "documentation",
} satisfies Record<EvidenceDefinition["kind"], string>;

/** The table as Markdown. */
export function catalogueTable(rows: readonly CatalogueRow[]): string {
  const lines = rows.map(
    ({ id, name, evidence, reads }) =>
      `| \`${id}\` | ${name} | ${reads} | ${evidenceTexts[evidence.kind]}: ${evidence.source} |`,
  );
  return ["| id | provider | what is read | evidence |", "|---|---|---|---|", ...lines].join("\n");
}

/** `docs/catalogue.md` */
export function cataloguePage(rows: readonly CatalogueRow[]): string {
  const { live, client, docs } = evidenceCounts(rows);
  return `# The catalogue

The ${rows.length} definitions in [\`catalogue/\`](../catalogue), written by \`npm run catalogue -- --write\`. ${live} rest on a reply that
somebody got and published (\`live\`), ${client} on the code of the vendor's client or of a public one (\`client\`), ${docs} on documentation
alone (\`docs\`). Reports of real replies are welcome. [providers.md](providers.md) explains pools, limits and budgets.

${catalogueTable(rows)}
`;
}

/** How many definitions rest on which kind of evidence. */
export function evidenceCounts(
  rows: readonly CatalogueRow[],
): Readonly<Record<EvidenceDefinition["kind"], number>> {
  const countOf = (kind: EvidenceDefinition["kind"]) =>
    rows.filter(({ evidence }) => evidence.kind === kind).length;
  return { live: countOf("live"), client: countOf("client"), docs: countOf("docs") };
}

/** Such as "pays: Plan with Key, then Pay as you go; must hold: Day; shown: Overage". */
function readsText({ meters, ledger }: ProviderDefinition): string {
  const limits = meters.filter(({ role }) => role === "limit").map(meterText);
  const information = meters.filter(({ role }) => role === "info").map(meterText);
  const sources = paymentSources(meters);
  return [
    sources.length > 0 ? `pays: ${sources.join(", then ")}` : "",
    limits.length > 0 ? `must hold: ${limits.join(", ")}` : "",
    information.length > 0 ? `shown: ${information.join(", ")}` : "",
    ledger ? "ledger" : "",
  ]
    .filter((part) => part !== "")
    .join("; ");
}

/** Pools in the order in which they pay; the members of a group together. */
function paymentSources(meters: readonly MeterDefinition[]): readonly string[] {
  const sources = new Map<unknown, string[]>();
  for (const meter of meters.filter(({ role = "pool" }) => role === "pool")) {
    const key = meter.group ?? meter;
    sources.set(key, [...(sources.get(key) ?? []), meterText(meter)]);
  }
  return [...sources.values()].map((members) => members.join(" with "));
}

function meterText({ id, label, spent, unit }: MeterDefinition): string {
  if (spent !== undefined) return `${label ?? id} (your budget minus what was spent, in ${unitText(unit)})`;
  const name = label ?? id;
  return name === unit ? name : `${name} (${unitText(unit)})`;
}

function unitText(unit: MeterDefinition["unit"]): string {
  if (unit === "region") return "the region's currency";
  return typeof unit === "string" && !/[/#]/.test(unit) ? unit : "its currency";
}
