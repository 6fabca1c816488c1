// Amounts are canonical decimals as text, instants are epoch milliseconds. A sample is also the observed ledger entry
// of the change that it begins with. `change`: 1 debit, 2 credit, 3 reset, 4 limit, 5 left a sliding window, 6 given back or left a window; null without a change.
// `lim`: null when the reply had no limit. `joined`: 1 when no gap follows below the entry, so that the next older
// entry is stored too. Columns that every scan tests come first in a row.
const first = `
CREATE TABLE account (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE attempt (
  account INTEGER PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  json TEXT NOT NULL
) STRICT;

CREATE TABLE sync (
  account INTEGER PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  state TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE meter (
  key INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  id TEXT NOT NULL,
  unit_kind TEXT NOT NULL,
  unit_code TEXT NOT NULL,
  resets_at TEXT,
  UNIQUE (account, id, unit_kind, unit_code)
) STRICT;

CREATE TABLE sample (
  meter INTEGER NOT NULL REFERENCES meter ON DELETE CASCADE,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  change INTEGER,
  is_after_gap INTEGER NOT NULL,
  remaining TEXT,
  amount TEXT,
  since_ms INTEGER,
  used TEXT,
  lim TEXT,
  held TEXT,
  PRIMARY KEY (meter, from_ms)
) STRICT, WITHOUT ROWID;
CREATE INDEX sample_mark ON sample (meter, from_ms) WHERE change >= 2;
CREATE INDEX sample_break ON sample (meter, from_ms) WHERE is_after_gap = 1 OR remaining IS NULL;

-- meter has no foreign key: without an index of its own, forgetting a meter would scan every entry.
CREATE TABLE entry (
  key INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  at_ms INTEGER NOT NULL,
  id_rank TEXT NOT NULL,
  id TEXT NOT NULL,
  meter INTEGER NOT NULL,
  type TEXT NOT NULL,
  joined INTEGER NOT NULL,
  amount TEXT NOT NULL,
  balance_after TEXT,
  search TEXT NOT NULL,
  description TEXT NOT NULL,
  reference TEXT,
  metadata TEXT,
  UNIQUE (account, id)
) STRICT;
CREATE INDEX entry_order ON entry (account, at_ms, id_rank);
CREATE INDEX entry_hole ON entry (account, at_ms, id_rank) WHERE joined = 0;
`;

// The tables of `CoordinationStore`. `claim`: leases, with their holder and end. `told`: when a notification was shown.
// `hold`: until when a provider asked not to be called. `sealed`: encrypted tokens (`box`) by the id of their key
// (`seal`). `spent`: fingerprints of refresh tokens that were sent (`mark`). `listed`: the last change of an entry of
// the account list; `entry` is null when it was removed.
const second = `
CREATE TABLE claim (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE told (name TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE hold (account TEXT PRIMARY KEY, until_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE sealed (
  account TEXT NOT NULL,
  seal TEXT NOT NULL,
  box BLOB NOT NULL,
  PRIMARY KEY (account, seal)
) STRICT, WITHOUT ROWID;

CREATE TABLE spent (mark TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE listed (id TEXT PRIMARY KEY, entry TEXT, at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

// `source`: where an account was last read or its ledger fetched; null until the first time. `place` counts the changes
// of the source ("source version" in the code). An entry has the account's `place` of the time when it was fetched, a
// meter that of its newest sample. `place_from_ms`: the first sample at that place; null in rows from before this
// migration. `cursor`, of an entry with `joined` = 0: the provider's cursor to the page below it. `noted_ms`: the time
// of the clock that saved the hold.
const third = `
ALTER TABLE account ADD COLUMN source TEXT;
ALTER TABLE account ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
ALTER TABLE meter ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
ALTER TABLE meter ADD COLUMN place_from_ms INTEGER;
ALTER TABLE entry ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN cursor TEXT;
DROP INDEX entry_order;
CREATE INDEX entry_order ON entry (account, at_ms, id_rank, place);

DROP TABLE hold;
CREATE TABLE hold (
  account TEXT PRIMARY KEY,
  until_ms INTEGER NOT NULL,
  noted_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

// What windows of a served VS Code note about keys, without the keys; see `KeyNote` and `StoredKeySet`. `holder`: the
// window that wrote last. `revisions`: JSON.
const fourth = `
CREATE TABLE key_note (
  account TEXT NOT NULL,
  browser TEXT NOT NULL,
  revision TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (account, browser)
) STRICT, WITHOUT ROWID;

CREATE TABLE key_set (
  browser TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  revisions TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

// `walk`: what is known about the provider's ledger as JSON (`LedgerWalk`), and how often it was saved. `pass`, of an
// entry: the last pass over the ledger that showed it; 0 in rows from before this migration. `entry_change`: what an
// entry was before its provider changed or removed it; `before` is JSON. `forgotten`: accounts that were removed, whose
// data a window that lags behind must not store again.
const fifth = `
CREATE TABLE walk (
  account INTEGER PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  version INTEGER NOT NULL,
  json TEXT NOT NULL
) STRICT;

ALTER TABLE entry ADD COLUMN pass INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sync ADD COLUMN reason TEXT;
ALTER TABLE sync ADD COLUMN as_of_ms INTEGER;

CREATE TABLE entry_change (
  key INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  id TEXT NOT NULL,
  meter INTEGER NOT NULL,
  kind TEXT NOT NULL,
  noticed_ms INTEGER NOT NULL,
  before TEXT NOT NULL
) STRICT;
CREATE INDEX entry_change_order ON entry_change (account, id, key);

CREATE TABLE forgotten (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
`;

// `thinned_ms`: older samples of the meter were thinned; null before the first time. `last_ms`: the sample that was
// recorded last, while a clock that was ahead has left a newer one; null when it is the newest.
const sixth = `
ALTER TABLE meter ADD COLUMN thinned_ms INTEGER;
ALTER TABLE meter ADD COLUMN last_ms INTEGER;
`;

/** Each step migrates the file from the version of its index to the next. A released step never changes. */
export const migrations: readonly string[] = [first, second, third, fourth, fifth, sixth];

export const schemaVersion = migrations.length;
