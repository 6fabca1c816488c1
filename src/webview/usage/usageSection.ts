import { html, nothing, type TemplateResult } from "lit";
import { toDayRange, usageParams } from "../../protocol/requestParams.ts";
import { defaultUsageView, selectedMeter, type UsageViewState } from "../../protocol/viewState.ts";
import { LightElement } from "../app/lightElement.ts";
import { QueryController } from "../app/queryController.ts";
import { readerTime } from "../app/readerTime.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { dateRange } from "../controls/dateRange.ts";
import { emptyState, errorState, loadingState, readNowAction } from "../controls/emptyState.ts";
import { segmentedControl } from "../controls/select.ts";
import { observedUsage } from "./observedUsage.ts";
import { periodUsage } from "./periodUsage.ts";
import { providerUsage } from "./providerUsage.ts";

/** The region "Usage": the consumption of a day, month, year or chosen range. */
export class UsageSection extends LightElement {
  static override properties = { context: { attribute: false }, isExpanded: { state: true } };
  declare context: ViewContext;
  declare isExpanded: boolean;
  readonly #query = new QueryController(this, "usage");

  constructor() {
    super();
    this.isExpanded = false;
  }

  protected override render(): TemplateResult {
    const { context } = this;
    const { strings, updateViewState } = context;
    const view = this.#view();
    const meter = selectedMeter(context);
    return html`<section class="usage" aria-labelledby="usage-title">
      <div class="head">
        <h2 id="usage-title">${strings.usage.title}</h2>
        <span class="spacer"></span>
        ${
          view.period === "range"
            ? dateRange(context, toDayRange(view, readerTime()), (days) =>
                updateViewState({ usage: { period: "range", ...days } }),
              )
            : nothing
        }
        ${segmentedControl("usage-period", {
          label: strings.usage.period,
          options: strings.usage.periods,
          value: view.period,
          onChange: (period) => updateViewState({ usage: { ...view, period } }),
        })}
      </div>
      ${meter ? periodUsage(context, meter) : nothing}
      ${this.#body()}
    </section>`;
  }

  protected override willUpdate(): void {
    const { account, viewState } = this.context;
    const meter = selectedMeter(this.context);
    if (!meter) return;
    // A failure may be over with the next reading.
    const { response, requestedAtMs = 0 } = this.#query.result ?? {};
    const isOutdated = response?.ok === false && Date.parse(account.readAt ?? "") > requestedAtMs;
    const key = [meter.id, this.#view(), ...(isOutdated ? [account.readAt] : [])];
    this.#query.setQuery(this.context, JSON.stringify(key), () =>
      usageParams(account, meter, viewState, readerTime()),
    );
  }

  #body(): TemplateResult {
    const { context } = this;
    const readNow = readNowAction(context);
    if (!selectedMeter(context)) return emptyState(context.strings.notReadYet, readNow);
    if (!this.#query.result) return loadingState(context);
    const { params, response } = this.#query.result;
    if (!response.ok) {
      return errorState(context, response.message, () => {
        // The host keeps a provider's failure until the account is read again.
        readNow.run();
        this.#query.refetch();
      });
    }
    const { value } = response;
    if (value.source === "observed") return observedUsage(context, value, value.unit, params.span);
    return providerUsage(context, value.usage, value.unit, {
      span: params.span,
      isExpanded: this.isExpanded,
      onExpand: () => {
        this.isExpanded = true;
      },
    });
  }

  #view(): UsageViewState {
    return this.context.viewState.usage ?? defaultUsageView;
  }
}
