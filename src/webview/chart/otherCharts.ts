import type { ReactiveControllerHost } from "lit";
import type { Meter } from "../../core/accounts/accountState.ts";
import type { Chart } from "../../core/history/chart.ts";
import type { ChartResult } from "../../protocol/messages.ts";
import { decodePoints } from "../../protocol/pointsCodec.ts";
import { chartParams } from "../../protocol/requestParams.ts";
import { QueryController } from "../app/queryController.ts";
import type { ViewContext } from "../app/viewContext.ts";
import type { OtherLine } from "./chartView.ts";
import { drawableMeters } from "./legend.ts";

/** Decodes a result once: the chart is the same object as long as the result is. */
export class ChartDecoder {
  #decoded: { readonly result: ChartResult; readonly chart: Chart } | undefined;

  decode(result: ChartResult): Chart {
    if (this.#decoded?.result !== result) {
      this.#decoded = { result, chart: { points: decodePoints(result.points), marks: result.marks } };
    }
    return this.#decoded.chart;
  }
}

interface OtherQuery {
  readonly controller: QueryController<"chart">;
  readonly decoder: ChartDecoder;
}

/** The charts of the meters that the user draws beside the selected one. Each is requested when it is first shown. */
export class OtherCharts {
  readonly #host: ReactiveControllerHost;
  readonly #queries = new Map<string, OtherQuery>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  update(context: ViewContext, selected: Meter): void {
    for (const { meter } of shownMeters(context, selected)) {
      const params = () =>
        chartParams(context.account, meter, context.viewState, Date.now(), window.innerWidth);
      const { chartSpan, chartAmount } = context.viewState;
      const key = JSON.stringify([
        meter.id,
        chartSpan,
        chartAmount,
        params().buckets,
        context.account.readAt,
      ]);
      this.#queryOf(meter).controller.setQuery(context, key, params);
    }
  }

  lines(context: ViewContext, selected: Meter): readonly OtherLine[] {
    return shownMeters(context, selected).flatMap(({ meter, colorIndex }) => {
      const { controller, decoder } = this.#queryOf(meter);
      const { result } = controller;
      if (!result?.response.ok || result.params.accountId !== context.account.id) return [];
      const chart = decoder.decode(result.response.value);
      return chart.points.length === 0 ? [] : [{ meter, chart, colorIndex }];
    });
  }

  #queryOf({ id }: Meter): OtherQuery {
    let query = this.#queries.get(id);
    if (!query) {
      query = { controller: new QueryController(this.#host, "chart"), decoder: new ChartDecoder() };
      this.#queries.set(id, query);
    }
    return query;
  }
}

function shownMeters(
  context: ViewContext,
  selected: Meter,
): readonly { readonly meter: Meter; readonly colorIndex: number }[] {
  const shownIds = context.viewState.chartMeterIds ?? [];
  return drawableMeters(context, selected)
    .map((meter, colorIndex) => ({ meter, colorIndex }))
    .filter(({ meter }) => shownIds.includes(meter.id));
}
