import { html, LitElement, nothing, type TemplateResult } from "lit";
import { chosenRange, runningMonth, type UsageChoice, usageQuestion } from "../../protocol/requests.ts";
import { meterOf } from "../../protocol/viewState.ts";
import { QueryController } from "../app/queryController.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { dayRange } from "../controls/dateRange.ts";
import { emptyState, errorState } from "../controls/emptyState.ts";
import { segments } from "../controls/select.ts";
import { observedUsage } from "./observedUsage.ts";
import { periodUsage } from "./periodUsage.ts";
import { providerUsage } from "./providerUsage.ts";

/** The region "Usage": what was consumed in a day, month, year or chosen range. */
export class UsageSection extends LitElement {
  static override properties = { room: { attribute: false }, isWhole: { state: true } };
  declare room: ViewContext;
  /** All endpoints are listed. */
  declare isWhole: boolean;
  readonly #asked = new QueryController(this);

  constructor() {
    super();
    this.isWhole = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { screen, remember } = this.room;
    const { words, nowMs } = screen;
    const choice = this.#choice();
    const range = chosenRange(choice, nowMs);
    const meter = meterOf(this.room);
    return html`<section class="usage" aria-labelledby="usage-title">
      <div class="head">
        <h2 id="usage-title">${words.usage.title}</h2>
        <span class="space"></span>
        ${
          choice.period === "range"
            ? dayRange(screen, range, (days) => remember({ usage: { period: "range", ...days } }))
            : nothing
        }
        ${segments("usage-period", {
          label: words.usage.period,
          options: words.usage.periods,
          chosen: choice.period,
          onChoose: (period) => remember({ usage: { ...choice, period } }),
        })}
      </div>
      ${meter ? periodUsage(screen, meter) : nothing}
      ${this.#body()}
    </section>`;
  }

  protected override willUpdate(): void {
    const { account, memory } = this.room;
    const meter = meterOf(this.room);
    if (!meter) return;
    this.#asked.want(this.room, JSON.stringify([meter.id, this.#choice()]), () =>
      usageQuestion(account, meter, memory, Date.now()),
    );
  }

  #body(): TemplateResult {
    const { screen, post, account } = this.room;
    const { words } = screen;
    const { question, answer } = this.#asked.answered ?? {};
    if (!meterOf(this.room)) {
      const run = () => post({ kind: "refresh", accountId: account.id });
      return emptyState(words.notReadYet, { label: words.readNow, run });
    }
    if (answer?.kind === "failed") {
      // A provider's failure stands until the account is read anew.
      return errorState(screen, answer.message, () => {
        post({ kind: "refresh", accountId: account.id });
        this.#asked.ask();
      });
    }
    if (answer?.kind === "providerUsage") {
      return providerUsage(screen, answer, this.isWhole, () => {
        this.isWhole = true;
      });
    }
    if (answer?.kind === "observedUsage" && question?.kind === "usage") {
      return observedUsage(screen, answer, question.span);
    }
    return html`<div class="waiting" aria-busy="true"><span class="unseen">${words.loading}</span></div>`;
  }

  #choice(): UsageChoice {
    return this.room.memory.usage ?? runningMonth;
  }
}
