import type { Spending } from "../../../core/forecast/spending.ts";
import type { Chart, ChartQuery } from "../../../core/history/chart.ts";
import type { DailyUsage, HourlyUsage } from "../../../core/history/usage.ts";
import type { LocalTimeRange } from "../../../core/time/localDay.ts";
import type { Connection } from "../sqlite/connection.ts";
import type { MeterTable } from "../tables/meterTable.ts";
import { readChart } from "./chart.ts";
import { readConsumptionByDay, readConsumptionByHour } from "./consumption.ts";
import { readSpending } from "./spending.ts";

/** What is computed from the samples of one meter of an account. */
export class MeterQueries {
  readonly #connection: Connection;
  readonly #meters: MeterTable;

  constructor(connection: Connection, meters: MeterTable) {
    this.#connection = connection;
    this.#meters = meters;
  }

  chart(query: ChartQuery): Chart {
    const meter = this.#meters.findCurrent(query.accountId, query.meterId);
    if (!meter) return { points: [], marks: [] };
    return this.#connection.read(() => readChart(this.#connection, meter.key, query));
  }

  consumption(accountId: string, meterId: string, range: LocalTimeRange): DailyUsage[] {
    const meter = this.#meters.findCurrent(accountId, meterId);
    return meter ? this.#connection.read(() => readConsumptionByDay(this.#connection, meter.key, range)) : [];
  }

  hourlyConsumption(accountId: string, meterId: string, range: LocalTimeRange): HourlyUsage[] {
    const meter = this.#meters.findCurrent(accountId, meterId);
    return meter
      ? this.#connection.read(() => readConsumptionByHour(this.#connection, meter.key, range))
      : [];
  }

  spending(accountId: string, meterId: string, fromMs: number): Spending | undefined {
    const meter = this.#meters.findCurrent(accountId, meterId);
    if (!meter) return undefined;
    const startMs = Math.max(fromMs, meter.sourceFromMs ?? fromMs);
    return this.#connection.read(() => readSpending(this.#connection, meter.key, startMs));
  }
}
