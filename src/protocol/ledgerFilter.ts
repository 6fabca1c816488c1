import * as z from "zod/mini";
import type { ExactSchema } from "../core/common/exactSchema.ts";
import { ledgerSources, ledgerTypes } from "../core/ledger/ledgerEntry.ts";
import type { LedgerFilter } from "../core/ledger/ledgerQuery.ts";
import { panelMs } from "./epochMsSchema.ts";

/** A filter as the panel sends it. */
export const ledgerFilter = z.object({
  accountId: z.string().check(z.minLength(1), z.maxLength(200)),
  type: z.exactOptional(z.enum(ledgerTypes)),
  source: z.exactOptional(z.enum(ledgerSources)),
  fromMs: z.exactOptional(panelMs),
  toMs: z.exactOptional(panelMs),
  text: z.exactOptional(z.string().check(z.maxLength(500))),
});

ledgerFilter satisfies ExactSchema<LedgerFilter, typeof ledgerFilter>;
