// A shorter secret would also match parts of ordinary words.
const minSecretLength = 8;
const redactedMark = "•••";

/**
 * Creates a function that replaces secrets in a text. A text that contains a secret in another form
 * (percent-encoded, escaped, in Base64 or hex, in another case, with spaces between) is replaced as a whole.
 */
export function createRedactor(texts: readonly string[]): (text: string) => string {
  const secrets = texts.filter(({ length }) => length >= minSecretLength);
  if (secrets.length === 0) return (text) => text;
  const minLength = Math.min(...secrets.map((secret) => normalize(secret).length));
  const forms = secrets.flatMap(encodedForms).filter(({ length }) => length >= minSecretLength);
  return (text) => {
    // No encoded form is shorter than its secret.
    if (text.length < minLength) return text;
    const redacted = secrets.reduce((left, secret) => left.replaceAll(secret, redactedMark), text);
    const normalized = normalize(redacted);
    return forms.some((form) => normalized.includes(form)) ? redactedMark : redacted;
  };
}

function encodedForms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [
    normalize(secret),
    // Decoded percent escapes of letters that take several bytes.
    normalize(bytes.toString("latin1")),
    bytes.toString("hex"),
    ...[0, 1, 2].flatMap((offset) => [
      base64Within(bytes, offset).toLowerCase(),
      base64Within(bytes, offset).replaceAll("+", "-").replaceAll("/", "_").toLowerCase(),
    ]),
  ];
}

/** The characters that every Base64 text has that contains the bytes at `offset` (modulo three) from its start. */
function base64Within(bytes: Buffer, offset: number): string {
  const shifted = Buffer.concat([Buffer.alloc(offset), bytes]);
  const [from, to] = [Math.ceil((offset * 8) / 6), Math.floor((shifted.length * 8) / 6)];
  return shifted.toString("base64").slice(from, to);
}

const escapes =
  /%([\da-f]{2})|\\u([\da-f]{4})|\\u\{([\da-f]{1,6})\}|\\x([\da-f]{2})|&#x([\da-f]{1,6});?|&#(\d{1,7});?/gi;
const invisible = /[\p{Cc}\p{Cf}\p{Z}]+/gu;
/** A reply may repeat a secret that was escaped several times. */
const maxUnescapeRounds = 3;

/** In lower case, with escapes decoded and invisible characters removed. */
function normalize(text: string): string {
  let plain = text;
  for (let round = 0; round < maxUnescapeRounds; round += 1) {
    const before = plain.replace(/\\+/g, "\\");
    plain = before.replace(escapes, decodeEscape);
    if (plain === before) break;
  }
  return plain.replace(invisible, "").toLowerCase();
}

function decodeEscape(match: string, ...groups: (string | undefined)[]): string {
  const [hex = "", decimal] = [groups.slice(0, 5).find((group) => group !== undefined), groups[5]];
  const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
  return code <= 0x10_ffff ? String.fromCodePoint(code) : match;
}
