/** Replies that are made to block the extension host, each at the size at which the client stops reading. */
export interface HostileReply {
  readonly name: string;
  /** Reads `/list` by unit, sums it, picks of it, or is a ledger. */
  readonly use: "each" | "sum" | "pick" | "ledger";
  readonly body: string;
}

const mebibyte = 1_048_576;
const fill = (part: string, bytes: number) => part.repeat(Math.floor(bytes / part.length));
const list = (element: (index: number) => string, bytes: number) => {
  const parts: string[] = [];
  for (let size = 0, index = 0; size < bytes - 100; index += 1) {
    const part = element(index);
    parts.push(part);
    size += part.length + 1;
  }
  return `{"list":[${parts}]}`;
};

export const hostileReplies: readonly HostileReply[] = [
  { name: "30,000 units", use: "each", body: list((at) => `{"u":"U${at}","a":"${at}.5"}`, mebibyte) },
  { name: "one unit in 40,000 rows", use: "each", body: list(() => `{"u":"USD","a":0.1234567}`, mebibyte) },
  { name: "500,000 empty rows", use: "each", body: list(() => "0", mebibyte) },
  { name: "500,000 rows to pick from", use: "pick", body: list(() => "0", mebibyte) },
  { name: "500,000 rows to sum", use: "sum", body: list(() => "0", mebibyte) },
  {
    name: "9,000 rows of 50 digits to sum",
    use: "sum",
    body: list(() => `{"a":0.${"7".repeat(50)}}`, 560_000),
  },
  { name: "nested 500,000 deep", use: "each", body: "[".repeat(mebibyte / 2) },
  { name: "1 MiB of escapes", use: "each", body: `{"list":"${fill("\\u0041", mebibyte - 100)}"}` },
  { name: "1 MiB of backslashes", use: "each", body: `{"list":"${fill("\\\\", mebibyte - 100)}"}` },
  { name: "1 MiB of escaped quotes", use: "each", body: `{"list":"${fill('\\"', mebibyte - 100)}"}` },
  {
    name: "250 texts of 4 KB of escapes",
    use: "each",
    body: list(() => `"${fill("\\u0041", 4000)}"`, mebibyte),
  },
  {
    name: "250 texts of 4 KB of nested escapes",
    use: "each",
    body: list(() => `"${fill("%5cu00", 4000)}"`, mebibyte),
  },
  { name: "one number of 1 MiB", use: "each", body: `{"list":${"7".repeat(mebibyte - 100)}}` },
  { name: "1 MiB of spaces", use: "each", body: `{"list":${" ".repeat(mebibyte - 100)}[]}` },
  { name: "100,000 names", use: "each", body: `{${list((at) => `"n${at}":0`, mebibyte).slice(9, -2)}}` },
  {
    name: "ledger, 8 MiB of rows",
    use: "ledger",
    body: list((at) => `{"i":${at},"t":"2026-11-01","a":1}`, 8 * mebibyte),
  },
  {
    name: "ledger, 8 MiB of equal rows",
    use: "ledger",
    body: list(() => `{"i":1,"t":1790000000,"a":-1}`, 8 * mebibyte),
  },
  {
    name: "ledger, 8 MiB of escapes",
    use: "ledger",
    body: list(() => `{"i":"${fill("\\u0041", 3000)}","t":"2026-11-01","a":1}`, 8 * mebibyte),
  },
  {
    name: "ledger, one text of 8 MiB",
    use: "ledger",
    body: `{"list":"${fill("\\\\", 8 * mebibyte - 100)}"}`,
  },
];
