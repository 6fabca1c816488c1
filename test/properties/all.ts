import { agentConfigProperties } from "./agentConfig.ts";
import { amountProperties } from "./amount.ts";
import { declaredProperties } from "./declared.ts";
import { exactJsonProperties } from "./exactJson.ts";
import type { Property } from "./helpers/property.ts";
import { historyProperties } from "./history.ts";
import { ledgerProperties } from "./ledger.ts";
import { ledgerExportProperties } from "./ledgerExport.ts";
import { observationProperties } from "./observation.ts";
import { panelMessageProperties } from "./panelMessages.ts";
import { pollerProperties } from "./poller.ts";
import { providerProperties } from "./providers.ts";
import { reconciliationProperties } from "./reconciliation.ts";
import { retryAtProperties } from "./retryAt.ts";
import { richUtilitiesProperties } from "./richUtilities.ts";
import { scheduleProperties } from "./schedule.ts";
import { settingsProperties } from "./settings.ts";
import { statementProperties } from "./statement.ts";
import { storedProperties } from "./stored.ts";

/** All properties: `npm test` checks them briefly, `npm run fuzz` for longer. */
export const properties: readonly Property[] = [
  ...agentConfigProperties,
  ...amountProperties,
  ...declaredProperties,
  ...exactJsonProperties,
  ...historyProperties,
  ...ledgerProperties,
  ...ledgerExportProperties,
  ...observationProperties,
  ...panelMessageProperties,
  ...pollerProperties,
  ...providerProperties,
  ...reconciliationProperties,
  ...retryAtProperties,
  ...richUtilitiesProperties,
  ...scheduleProperties,
  ...settingsProperties,
  ...statementProperties,
  ...storedProperties,
];
