/** The milliseconds of a day. */
export const DAY = 86_400_000;

/** From when on to look at the last so many days; 0 is all time, which begins nowhere. */
export const lastDays = (now: string, days: number): { from?: string } =>
  days > 0 ? { from: new Date(Date.parse(now) - days * DAY).toISOString() } : {};
