import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { Meter } from "../../core/accounts/accountState.ts";
import type { Chart } from "../../core/history/chart.ts";
import { minuteMs } from "../../core/time/durations.ts";
import type { PanelResponse } from "../../protocol/messages.ts";
import { unpackPoints } from "../../protocol/packedPoints.ts";
import { chartQuestion } from "../../protocol/requests.ts";
import type { ChartSpan } from "../../protocol/viewState.ts";
import { meterOf } from "../../protocol/viewState.ts";
import { QueryController } from "../app/queryController.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { choice, segments } from "../controls/select.ts";
import { chartBand, endWithBand } from "./band.ts";
import { chartNote } from "./note.ts";
import { ChartPlot } from "./plot.ts";
import { chartSummary } from "./summary.ts";
import { chartTable } from "./table.ts";
import type { ChartView } from "./view.ts";

type ChartAnswer = Extract<PanelResponse, { kind: "chart" }>;

const leastSpanMs = minuteMs;

/** The region "Balance history": how a meter's balance went, and what moved it up. */
export class BalanceHistory extends LitElement {
  static override properties = { room: { attribute: false }, isTable: { state: true } };
  declare room: ViewContext;
  declare isTable: boolean;
  readonly #asked = new QueryController(this);
  #plot: ChartPlot | undefined;
  #chart: (Chart & { readonly of: ChartAnswer }) | undefined;

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
            ? choice({
                label: words.meter,
                options: meters,
                chosen: meter.id,
                onChoose: (meterId) => remember({ meterId }),
              })
            : nothing
        }
        <span class="space"></span>
        ${segments("chart-span", {
          label: words.span,
          options: words.spans,
          chosen: this.#span(),
          onChoose: (chartSpan) => remember({ chartSpan }),
        })}
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
      ${
        view
          ? nothing
          : chartNote(this.room, this.#asked.answered?.answer, this.#span(), () => this.#asked.ask())
      }
      ${view && this.isTable ? chartTable(view) : nothing}
      <div
        class="plot"
        ?hidden=${!view || this.isTable}
        role="img"
        aria-label=${view ? chartSummary(view) : nothing}
      ></div>
    </section>`;
  }

  protected override willUpdate(): void {
    const meter = meterOf(this.room);
    if (meter && meter.remaining !== null) this.#want(meter);
  }

  protected override updated(): void {
    this.#draw(this.#view());
  }

  #want(meter: Meter): void {
    const { account, memory } = this.room;
    // The window's width costs no layout, and the panel is nearly as wide.
    const question = () => chartQuestion(account, meter, memory, Date.now(), window.innerWidth);
    const { buckets } = question().query;
    this.#asked.want(this.room, JSON.stringify([meter.id, this.#span(), buckets, account.readAt]), question);
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
    const chart = this.#chartOf(answer);
    const first = chart.points[0];
    const last = chart.points.at(-1);
    if (!first || !last) return undefined;
    const toMs = Math.max(askedAtMs ?? 0, last.toMs);
    const fromMs = Math.min(question.query.fromMs ?? first.fromMs, toMs - leastSpanMs);
    const { screen, account } = this.room;
    const { outlook } = account;
    const ownBand = outlook?.band?.meterId === question.query.meterId ? outlook.band : undefined;
    const band = chartBand(chart, ownBand);
    const view = { screen, chart, unit: answer.unit, fromMs, toMs: endWithBand(band, fromMs, toMs) };
    return band && outlook ? { ...view, band, outlook: outlook.text } : view;
  }

  /** The same for the same answer. */
  #chartOf(answer: ChartAnswer): Chart {
    if (this.#chart?.of !== answer) {
      this.#chart = { of: answer, points: unpackPoints(answer.points), marks: answer.marks };
    }
    return this.#chart;
  }

  #span(): ChartSpan {
    return this.room.memory.chartSpan ?? "week";
  }
}
