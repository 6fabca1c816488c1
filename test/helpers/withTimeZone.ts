/** Runs `work` with the process in another time zone. */
export async function withTimeZone(zone: string, work: () => void | Promise<void>): Promise<void> {
  const { TZ: previous } = process.env;
  process.env.TZ = zone;
  try {
    await work();
  } finally {
    if (previous === undefined) delete process.env.TZ;
    else process.env.TZ = previous;
  }
}
