/** How long an account will last, for the panel. */
export interface PanelOutlook {
  /** Worded. */
  readonly text: string;
  /** What is drawn after the last reading of a meter; absent where nothing is foretold. */
  readonly band?: PanelBand;
}

/** Between two straight lines from the last reading to where the soonest and the latest course end. */
export interface PanelBand {
  readonly meterId: string;
  readonly soonest: BandEnd;
  readonly latest: BandEnd;
}

/** What is left at an instant, as a number for drawing. */
export interface BandEnd {
  readonly atMs: number;
  readonly left: number;
}
