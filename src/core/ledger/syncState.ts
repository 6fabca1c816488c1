export interface SyncState {
  readonly state: "complete" | "running" | "partial" | "none";
  /** When it last ended well, or stopped. */
  readonly atMs?: number;
  /** Provider entries that are kept of where the account is read now. */
  readonly entries: number;
}

/** How a sync ended, if there was one. */
export type SyncEnd = Exclude<SyncState["state"], "running">;
