/** Runs `work` as on a machine in another time zone. */
export async function withTimeZone(zone: string, work: () => void | Promise<void>): Promise<void> {
  const { TZ: home } = process.env;
  process.env.TZ = zone;
  try {
    await work();
  } finally {
    if (home === undefined) delete process.env.TZ;
    else process.env.TZ = home;
  }
}
