/** The bundler puts the version of package.json here. */
declare const bundledVersion: string;

export const version = bundledVersion;

export const helpText = `Tells what is left on your metered API accounts, as Credit Monitor in VS Code last read it.

credit-monitor status [--json | --prometheus]       every account
credit-monitor check ACCOUNT AMOUNT                  is there enough?
                [--meter METER] [--max-age 10m]      exit code 0 yes, 1 no, 2 unknown, 3 wrong use
credit-monitor ledger ACCOUNT [--from DATE] [--to DATE] [--format csv|json]
credit-monitor watch [--json]                        prints again whenever something changes
credit-monitor mcp                                   a server for agents (MCP, standard input and output)

ACCOUNT and METER are an id or a name. AMOUNT is in the meter's unit, such as 500 or 2.50.
DATE is a day or an instant in UTC, such as 2026-11-01 or 2026-11-01T08:00Z; --to is not included.
--max-age: an older reading is renewed first by an open VS Code; without one the answer is unknown.
--storage FOLDER: the extension's storage folder, where it is not known.
`;
