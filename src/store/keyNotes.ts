/**
 * What windows of a served VS Code note about the keys that they store, for one another: never a key, and nothing that
 * is computed from one. A revision is a random name for one entering of a key; it is stored beside the key.
 */
export interface KeyNote {
  readonly accountId: string;
  /** The browser whose windows share the stored keys. */
  readonly browserId: string;
  readonly revision: string;
  readonly atMs: number;
}

/** Revisions by the id of their account; empty for a key from before there were revisions. */
export type KeyRevisions = Readonly<Record<string, string>>;

/** The keys that a browser has stored: those of the window that wrote last, because each window writes its whole set. */
export interface StoredKeySet {
  readonly windowId: string;
  readonly revisions: KeyRevisions;
}
