import { html, LitElement, nothing, type TemplateResult } from "lit";
import { chosenRange, runningMonth, type UsageChoice, usageQuestion } from "../../protocol/requests.ts";
import { meterOf } from "../../protocol/viewState.ts";
import { Asked } from "../app/queryController.ts";
import type { Room } from "../app/viewContext.ts";
import { dayRange } from "../controls/dateRange.ts";
import { calmNote, failedNote } from "../controls/emptyState.ts";
import { segments } from "../controls/select.ts";
import { observedUse } from "./observedUsage.ts";
import { periodUse } from "./periodUsage.ts";
import { providerUse } from "./providerUsage.ts";

/** The region "Usage": what was consumed in a day, month, year or chosen range. */
export class UsageSection extends LitElement {
  static override properties = { room: { attribute: false }, isWhole: { state: true } };
  declare room: Room;
  /** All endpoints are listed. */
  declare isWhole: boolean;
  readonly #asked = new Asked(this);

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
      ${meter ? periodUse(screen, meter) : nothing}
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
      return calmNote(words.notReadYet, { label: words.readNow, run });
    }
    if (answer?.kind === "failed") {
      // A provider's failure stands until the account is read anew.
      return failedNote(screen, answer.message, () => {
        post({ kind: "refresh", accountId: account.id });
        this.#asked.ask();
      });
    }
    if (answer?.kind === "providerUsage") {
      return providerUse(screen, answer, this.isWhole, () => {
        this.isWhole = true;
      });
    }
    if (answer?.kind === "observedUsage" && question?.kind === "usage") {
      return observedUse(screen, answer, question.span);
    }
    return html`<div class="waiting" aria-busy="true"><span class="unseen">${words.loading}</span></div>`;
  }

  #choice(): UsageChoice {
    return this.room.memory.usage ?? runningMonth;
  }
}
