import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { Meter } from "../../core/accountState.ts";
import { Asked } from "../asked.ts";
import { calmNote } from "../calmNote.ts";
import { choice } from "../choice.ts";
import { failedNote } from "../failedNote.ts";
import { meterOf } from "../meterOf.ts";
import type { Room } from "../room.ts";
import { segments } from "../segments.ts";
import { ChartPlot } from "./chartPlot.ts";
import { type ChartSpan, chartSpans } from "./chartSpan.ts";
import { chartSummary } from "./chartSummary.ts";
import { chartTable } from "./chartTable.ts";
import type { ChartView } from "./chartView.ts";

// A bucket gives two points, and a pixel shows no more than one bucket.
const bucketStep = 200;

/** The region "Balance history": how a meter's balance went, and what moved it up. */
export class BalanceHistory extends LitElement {
  static override properties = { room: { attribute: false }, isTable: { state: true } };
  declare room: Room;
  declare isTable: boolean;
  readonly #asked = new Asked(this);
  #plot: ChartPlot | undefined;

  constructor() {
    super();
    this.isTable = false;
  }

  override disconnectedCallback(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
    super.disconnectedCallback();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { screen, account, remember } = this.room;
    const words = screen.words.chart;
    const view = this.#view();
    const meter = meterOf(this.room);
    const meters = Object.fromEntries(account.meters.map(({ id, label }) => [id, label]));
    return html`<section class="history" aria-labelledby="history-title">
      <div class="head">
        <h2 id="history-title">${words.title}</h2>
        ${
          account.meters.length > 1 && meter
            ? choice(words.meter, meters, meter.id, (meterId) => remember({ meterId }))
            : nothing
        }
        <span class="space"></span>
        ${segments("chart-span", words.span, words.spans, this.#span(), (chartSpan) => remember({ chartSpan }))}
        <button
          type="button"
          class="tool table-toggle"
          aria-pressed=${this.isTable}
          aria-label=${words.asTable}
          title=${words.asTable}
          @click=${() => {
            this.isTable = !this.isTable;
          }}
        ><span class="codicon codicon-table" aria-hidden="true"></span></button>
      </div>
      ${view ? nothing : this.#note(meter)}
      ${view && this.isTable ? chartTable(view) : nothing}
      <div
        class="plot"
        ?hidden=${!view || this.isTable}
        role="img"
        aria-label=${view ? chartSummary(view) : nothing}
      ></div>
    </section>`;
  }

  protected override updated(): void {
    const meter = meterOf(this.room);
    if (meter && meter.remaining !== null) this.#want(meter);
    this.#draw(this.#view());
  }

  #want(meter: Meter): void {
    const span = this.#span();
    const width = this.querySelector(".history")?.clientWidth ?? 0;
    const buckets = Math.max(1, Math.ceil(width / bucketStep)) * bucketStep;
    const base = { accountId: this.room.account.id, meterId: meter.id, buckets };
    this.#asked.want(this.room, JSON.stringify([meter.id, span, buckets]), () => {
      const spanMs = chartSpans[span];
      const query = spanMs === undefined ? base : { ...base, fromMs: Date.now() - spanMs };
      return { kind: "chart", query };
    });
  }

  #draw(view: ChartView | undefined): void {
    const place = this.querySelector<HTMLElement>(".plot");
    if (!place || !view || this.isTable) return;
    if (this.#plot) this.#plot.show(view);
    else this.#plot = new ChartPlot(place, view);
  }

  /** What can be drawn: the last answer, if it has readings of the meter that is looked at. */
  #view(): ChartView | undefined {
    const { question, answer, askedAtMs } = this.#asked.answered ?? {};
    if (question?.kind !== "chart" || answer?.kind !== "chart") return undefined;
    if (question.query.meterId !== meterOf(this.room)?.id) return undefined;
    const { chart, unit } = answer;
    const first = chart.points[0];
    const last = chart.points.at(-1);
    if (!first || !last) return undefined;
    const toMs = Math.max(askedAtMs ?? 0, last.toMs);
    return { screen: this.room.screen, chart, unit, fromMs: question.query.fromMs ?? first.fromMs, toMs };
  }

  #note(meter: Meter | undefined): TemplateResult {
    const { screen, remember, post, account } = this.room;
    const { words } = screen;
    const answer = this.#asked.answered?.answer;
    if (meter?.remaining === null) return calmNote(words.chart.unlimited);
    if (answer?.kind === "failed") return failedNote(screen, answer.message, () => this.#asked.ask());
    if (answer?.kind === "chart" && this.#span() !== "all") {
      const run = () => remember({ chartSpan: "all" });
      return calmNote(words.chart.noReadingsHere, { label: words.chart.showAll, run });
    }
    if (answer?.kind === "chart" || !meter) {
      const run = () => post({ kind: "refresh", accountId: account.id });
      return calmNote(words.chart.noReadings, { label: words.readNow, run });
    }
    return html`<div class="waiting" aria-busy="true"><span class="unseen">${words.loading}</span></div>`;
  }

  #span(): ChartSpan {
    return this.room.memory.chartSpan ?? "week";
  }
}
