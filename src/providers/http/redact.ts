// A shorter text would tear holes into innocent words.
const shortestHidden = 8;
const mark = "•••";

/**
 * Blots the hidden texts out of a text. One that repeats a hidden text in another form (percent-encoded,
 * escaped, in Base64 or hex, in another case, with blanks between) is blotted out whole.
 */
export function createRedactor(hidden: readonly string[]): (text: string) => string {
  const secrets = hidden.filter(({ length }) => length >= shortestHidden);
  if (secrets.length === 0) return (text) => text;
  const shortest = Math.min(...secrets.map((secret) => bare(secret).length));
  const forms = secrets.flatMap(formsOf).filter(({ length }) => length >= shortestHidden);
  return (text) => {
    // No form is shorter than what it stands for.
    if (text.length < shortest) return text;
    const rest = secrets.reduce((left, secret) => left.replaceAll(secret, mark), text);
    const laidBare = bare(rest);
    return forms.some((form) => laidBare.includes(form)) ? mark : rest;
  };
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [
    bare(secret),
    // What percent-encoding leaves of letters that are several bytes.
    bare(bytes.toString("latin1")),
    bytes.toString("hex"),
    ...[0, 1, 2].flatMap((offset) => [
      base64Within(bytes, offset).toLowerCase(),
      base64Within(bytes, offset).replaceAll("+", "-").replaceAll("/", "_").toLowerCase(),
    ]),
  ];
}

/** What is sure to be in the Base64 of a text that holds the bytes `offset` (modulo three) from its start. */
function base64Within(bytes: Buffer, offset: number): string {
  const shifted = Buffer.concat([Buffer.alloc(offset), bytes]);
  const [from, to] = [Math.ceil((offset * 8) / 6), Math.floor((shifted.length * 8) / 6)];
  return shifted.toString("base64").slice(from, to);
}

const escapes =
  /%([\da-f]{2})|\\u([\da-f]{4})|\\u\{([\da-f]{1,6})\}|\\x([\da-f]{2})|&#x([\da-f]{1,6});?|&#(\d{1,7});?/gi;
const invisible = /[\p{Cc}\p{Cf}\p{Z}]+/gu;
/** An echo may be escaped, and then escaped again. */
const rounds = 3;

/** In lower case, with escapes undone and nothing that is not seen. */
function bare(text: string): string {
  let plain = text;
  for (let round = 0; round < rounds; round += 1) {
    const before = plain.replace(/\\+/g, "\\");
    plain = before.replace(escapes, unescaped);
    if (plain === before) break;
  }
  return plain.replace(invisible, "").toLowerCase();
}

function unescaped(whole: string, ...groups: (string | undefined)[]): string {
  const [hex = "", decimal] = [groups.slice(0, 5).find((group) => group !== undefined), groups[5]];
  const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
  return code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
}
