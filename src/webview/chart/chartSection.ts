import { html, nothing, type TemplateResult } from "lit";
import type { Chart } from "../../core/history/chart.ts";
import { minuteMs } from "../../core/time/durations.ts";
import type { ChartResult } from "../../protocol/messages.ts";
import { decodePoints } from "../../protocol/pointsCodec.ts";
import { chartParams } from "../../protocol/requestParams.ts";
import { type ChartSpan, defaultChartSpan, selectedMeter } from "../../protocol/viewState.ts";
import { LightElement } from "../app/lightElement.ts";
import { QueryController } from "../app/queryController.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { segmentedControl, select } from "../controls/select.ts";
import { chartBand, chartEndMs } from "./band.ts";
import { chartNote } from "./chartNote.ts";
import type { ChartView } from "./chartView.ts";
import { ChartPlot } from "./plot.ts";
import { chartSummary } from "./summary.ts";
import { chartTable } from "./table.ts";

const minSpanMs = minuteMs;

/** The region "Balance history": the balance of a meter over time, with its top-ups and resets. */
export class ChartSection extends LightElement {
  static override properties = { context: { attribute: false }, isTableShown: { state: true } };
  declare context: ViewContext;
  declare isTableShown: boolean;
  readonly #query = new QueryController(this, "chart");
  #plot: ChartPlot | undefined;
  #decoded: { readonly result: ChartResult; readonly chart: Chart } | undefined;

  constructor() {
    super();
    this.isTableShown = false;
  }

  override disconnectedCallback(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const { context } = this;
    const strings = context.strings.chart;
    const view = this.#view();
    return html`<section class="history" aria-labelledby="history-title">
      <div class="head">
        <h2 id="history-title">${strings.title}</h2>
        ${this.#meterSelect()}
        <span class="spacer"></span>
        ${segmentedControl("chart-span", {
          label: strings.span,
          options: strings.spans,
          value: this.#span(),
          onChange: (chartSpan) => context.updateViewState({ chartSpan }),
        })}
        <button
          type="button" class="tool" aria-pressed=${this.isTableShown}
          aria-label=${strings.asTable} title=${strings.asTable}
          @click=${() => {
            this.isTableShown = !this.isTableShown;
          }}
        ><span class="codicon codicon-table" aria-hidden="true"></span></button>
      </div>
      ${
        view
          ? nothing
          : chartNote(context, this.#query.result?.response, this.#span(), () => this.#query.refetch())
      }
      ${view && this.isTableShown ? chartTable(view) : nothing}
      <div
        class="plot" role="img" aria-label=${view ? chartSummary(view) : nothing}
        ?hidden=${!view || this.isTableShown}
      ></div>
    </section>`;
  }

  protected override willUpdate(): void {
    const { context } = this;
    const { account, viewState } = context;
    const meter = selectedMeter(context);
    if (!meter || meter.remaining === null) return;
    // The window's width is known without a layout, and the panel is nearly as wide.
    const params = () => chartParams(account, meter, viewState, Date.now(), window.innerWidth);
    const key = JSON.stringify([meter.id, this.#span(), params().buckets, account.readAt]);
    this.#query.setQuery(context, key, params);
  }

  protected override updated(): void {
    const view = this.#view();
    const container = this.querySelector<HTMLElement>(".plot");
    if (!container || !view || this.isTableShown) return;
    if (this.#plot) this.#plot.show(view);
    else this.#plot = new ChartPlot(container, view);
  }

  #meterSelect(): TemplateResult | typeof nothing {
    const { account, strings, updateViewState } = this.context;
    const meter = selectedMeter(this.context);
    if (!meter || account.meters.length < 2) return nothing;
    return select({
      label: strings.chart.meter,
      options: Object.fromEntries(account.meters.map(({ id, label }) => [id, label] as const)),
      value: meter.id,
      onChange: (meterId) => updateViewState({ meterId }),
    });
  }

  /** `undefined` while there is nothing to draw of the selected meter. */
  #view(): ChartView | undefined {
    if (!this.#query.result?.response.ok) return undefined;
    const { params, response, requestedAtMs } = this.#query.result;
    if (params.meterId !== selectedMeter(this.context)?.id) return undefined;
    const chart = this.#decode(response.value);
    const first = chart.points[0];
    const last = chart.points.at(-1);
    if (!first || !last) return undefined;
    const toMs = Math.max(requestedAtMs, last.toMs);
    const fromMs = Math.min(params.fromMs ?? first.fromMs, toMs - minSpanMs);
    const { context } = this;
    const { forecast } = context.account;
    const band = chartBand(chart, forecast?.band?.meterId === params.meterId ? forecast.band : undefined);
    const { unit } = response.value;
    const view = { context, chart, unit, fromMs, toMs: chartEndMs(band, fromMs, toMs) };
    return band && forecast ? { ...view, band, forecast: forecast.text } : view;
  }

  /** The same object for the same result, so that an unchanged chart is not drawn again. */
  #decode(result: ChartResult): Chart {
    if (this.#decoded?.result !== result) {
      const chart = { points: decodePoints(result.points), marks: result.marks };
      this.#decoded = { result, chart };
    }
    return this.#decoded.chart;
  }

  #span(): ChartSpan {
    return this.context.viewState.chartSpan ?? defaultChartSpan;
  }
}
