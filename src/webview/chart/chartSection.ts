import { html, nothing, type TemplateResult } from "lit";
import { minuteMs } from "../../core/time/durations.ts";
import { chartParams } from "../../protocol/requestParams.ts";
import { type ChartSpan, defaultChartSpan, selectedMeter } from "../../protocol/viewState.ts";
import { LightElement } from "../app/lightElement.ts";
import { QueryController } from "../app/queryController.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { segmentedControl, select } from "../controls/select.ts";
import { chartBand, chartEndMs } from "./band.ts";
import { chartCsv } from "./chartCsv.ts";
import { chartNote } from "./chartNote.ts";
import { chartPng } from "./chartPng.ts";
import { chartTools } from "./chartTools.ts";
import type { ChartView } from "./chartView.ts";
import { evenPace } from "./evenPace.ts";
import { chartLegend } from "./legend.ts";
import { ChartDecoder, OtherCharts } from "./otherCharts.ts";
import { ChartPlot } from "./plot.ts";
import { chartSummary } from "./summary.ts";
import { chartTable } from "./table.ts";

const minSpanMs = minuteMs;
/** For so long a message about copying is shown. */
const messageMs = 2_500;

/** The region "Balance history": the balance of a meter over time, with its top-ups and resets. */
export class ChartSection extends LightElement {
  static override properties = {
    context: { attribute: false },
    isTableShown: { state: true },
    message: { state: true },
  };
  declare context: ViewContext;
  declare isTableShown: boolean;
  declare message: string;
  readonly #query = new QueryController(this, "chart");
  readonly #decoder = new ChartDecoder();
  readonly #others = new OtherCharts(this);
  #plot: ChartPlot | undefined;

  constructor() {
    super();
    this.isTableShown = false;
    this.message = "";
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
        ${this.#meterSelect()} ${this.#amountSelect()}
        <span class="spacer"></span>
        ${segmentedControl("chart-span", {
          label: strings.span,
          options: strings.spans,
          value: this.#span(),
          onChange: (chartSpan) => context.updateViewState({ chartSpan }),
        })}
        <span class="tools">${chartTools(context, {
          isTableShown: this.isTableShown,
          toggleTable: () => {
            this.isTableShown = !this.isTableShown;
          },
          ...(view
            ? {
                copyCsv: () =>
                  this.#copy({ "text/plain": new Blob([chartCsv(view)], { type: "text/plain" }) }),
              }
            : {}),
          ...(view && !this.isTableShown
            ? {
                copyPng: () =>
                  this.#copy({
                    "image/png": chartPng(this, `${context.account.label} · ${view.meter.label}`),
                  }),
              }
            : {}),
          message: this.message,
        })}</span>
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
      ${view ? chartLegend(context, view) : nothing}
    </section>`;
  }

  protected override willUpdate(): void {
    const { context } = this;
    const { account, viewState } = context;
    const meter = selectedMeter(context);
    if (!meter || meter.remaining === null) return;
    // The window's width is known without a layout, and the panel is nearly as wide.
    const params = () => chartParams(account, meter, viewState, Date.now(), window.innerWidth);
    const { amount, buckets } = params();
    const key = JSON.stringify([meter.id, this.#span(), amount, buckets, account.readAt]);
    this.#query.setQuery(context, key, params);
    this.#others.update(context, meter);
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

  /** Only for a meter of which a part is reserved: else both amounts are the same. */
  #amountSelect(): TemplateResult | typeof nothing {
    const { strings, updateViewState, viewState } = this.context;
    if (selectedMeter(this.context)?.held === undefined) return nothing;
    return select({
      label: strings.chart.amount,
      options: strings.chart.amounts,
      value: viewState.chartAmount ?? "available",
      onChange: (chartAmount) => updateViewState({ chartAmount }),
    });
  }

  /** `undefined` while there is nothing to draw of the selected meter. */
  #view(): ChartView | undefined {
    const { context } = this;
    if (!this.#query.result?.response.ok) return undefined;
    const { params, response, requestedAtMs } = this.#query.result;
    const meter = selectedMeter(context);
    if (!meter || params.meterId !== meter.id) return undefined;
    const chart = this.#decoder.decode(response.value);
    const first = chart.points[0];
    const last = chart.points.at(-1);
    if (!first || !last) return undefined;
    const toMs = Math.max(requestedAtMs, last.toMs);
    const fromMs = Math.min(params.fromMs ?? first.fromMs, toMs - minSpanMs);
    const { forecast, floors } = context.account;
    const band = chartBand(chart, forecast?.band?.meterId === meter.id ? forecast.band : undefined);
    const pace = evenPace(meter, chart, requestedAtMs);
    const floor = floors?.[meter.id];
    return {
      context,
      meter,
      amount: params.amount ?? "available",
      chart,
      others: this.#others.lines(context, meter),
      unit: response.value.unit,
      fromMs,
      toMs: chartEndMs(band?.latest.atMs ?? pace?.end.atMs, fromMs, toMs),
      ...(floor === undefined ? {} : { floor }),
      ...(pace ? { pace } : {}),
      ...(band && forecast ? { band, forecast: forecast.text } : {}),
    };
  }

  async #copy(data: Readonly<Record<string, Blob | Promise<Blob>>>): Promise<void> {
    const { copied, notCopied } = this.context.strings.chart;
    try {
      await navigator.clipboard.write([new ClipboardItem(data)]);
      this.message = copied;
    } catch {
      this.message = notCopied;
    }
    window.setTimeout(() => {
      this.message = "";
    }, messageMs);
  }

  #span(): ChartSpan {
    return this.context.viewState.chartSpan ?? defaultChartSpan;
  }
}
