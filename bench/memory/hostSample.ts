/** What the probe records of its extension host, as a JSON line. */
export interface HostSample {
  /** Used by JavaScript after a collection. */
  readonly heapBytes: number;
  /** Of the process since it started, without the collections of samples. */
  readonly cpuMs: number;
  readonly atMs: number;
}
