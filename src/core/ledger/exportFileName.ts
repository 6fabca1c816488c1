/** Windows keeps these names for devices, whatever follows after a dot. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** The file name that is offered for the ledger of one account, or of several. */
export function exportFileName(accountId: string | undefined, format: string): string {
  const isDevice = accountId !== undefined && deviceName.test(accountId);
  const stem = isDevice ? `ledger-${accountId}` : (accountId ?? "ledger");
  return `${stem}.${format}`;
}
