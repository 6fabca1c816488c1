import { toFixedPoint } from "../../../../src/sample/simulation/fixedPoint.ts";
import { exactReply } from "./exactReply.ts";
import type { SampleSession } from "./sampleSession.ts";

export interface Row {
  readonly id: string;
  readonly type: string;
  readonly amount: string;
  readonly balance_after: string;
  readonly description: string;
  readonly created_at: string;
  readonly metadata: { readonly requests?: string; readonly failed?: string };
}

/** Reads the sample ledger like a client: a page, or all entries in pages of a hundred. */
export function ledgerReader(session: SampleSession) {
  const get = (path: string) => {
    const { accessToken } = session.sample.tokens.issue();
    return session.send("richUtilities", `/auth/account/${path}`, accessToken);
  };
  const page = async (query: string) => exactReply(await get(`ledger?${query}`)).entries as readonly Row[];
  return {
    get,
    page,
    async readAll(query = ""): Promise<readonly Row[]> {
      const all: Row[] = [];
      for (let offset = 0; ; offset += 100) {
        const rows = await page(`limit=100&offset=${offset}${query}`);
        all.push(...rows);
        if (rows.length < 100) return all;
      }
    },
  };
}

export function effectOf({ type, amount }: Row): bigint {
  return type === "debit" ? -toFixedPoint(amount) : toFixedPoint(amount);
}
