// Numbers and lists as a reader sees them, in the reader's own locale.

const percentFormat = (locale?: string) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });

/** A probability or share, 0 to 1, in whole per cent; what is neither nothing nor everything is not rounded to it. */
export function percent(value: number | null | undefined, locale?: string): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return 'not known';
  const format = percentFormat(locale);
  if (value > 0 && value < 0.005) return `<${format.format(0.01)}`;
  if (value < 1 && value >= 0.995) return `>${format.format(0.99)}`;
  return format.format(value);
}

/** Who says so, under a picture: 'Entente 0.1.0, atlas 0f3a…'. */
export const stamp = (engine: string, fingerprint: string): string => `Entente ${engine}, atlas ${fingerprint.slice(0, 12)}`;

/** 'between 30% and 55%'; empty where there is no interval. */
export function interval(low: number | null, high: number | null, locale?: string): string {
  if (low === null || high === null) return '';
  return `between ${percent(low, locale)} and ${percent(high, locale)}`;
}

/** '3.1 times as likely as …': what a lift says. Empty where there is none. */
export function liftSentence(lift: number | null, locale?: string): string {
  if (lift === null || !Number.isFinite(lift)) return '';
  if (Math.abs(lift - 1) < 0.05) return 'About as likely as in the average comparable set of actors.';
  const times = new Intl.NumberFormat(locale, { maximumSignificantDigits: lift < 10 ? 2 : 3 }).format(lift);
  return `${times} times as likely as in the average comparable set of actors.`;
}

/** A loss of probability in percentage points. */
export function points(loss: number, locale?: string): string {
  const value = Math.abs(loss) * 100;
  const digits = value < 1 ? 1 : 0;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)} points`;
}

/** A sentence of the engine's with names for keys, and shares as the reader's language writes them. */
export function inWords(text: string, nameOf: (key: string) => string, locale?: string): string {
  return text
    .replace(/\b[A-Z][A-Z0-9_-]+\b/g, (key) => nameOf(key))
    .replace(/(\d+(?:\.\d+)?) %/g, (_, share: string) => percent(Number(share) / 100, locale));
}

/** Years that a source covers. */
export function coverage(first: number | null, last: number | null): string {
  if (first === null && last === null) return 'coverage not stated';
  if (first === last) return `${first}`;
  return `${first ?? '…'}–${last ?? '…'}`;
}

/** 'A, B and C'. */
export function listing(names: readonly string[], locale = 'en'): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names).replace(/, and /, ' and ');
}

/** '1 actor', '3 actors'. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${new Intl.NumberFormat().format(number)} ${number === 1 ? noun : plural}`;
}

/** A number with as many decimals as are said; 'not known' where there is none. */
export function decimal(value: number | null | undefined, digits = 2, locale?: string): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return 'not known';
  const text = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  return text.replace('-', '−');
}

/** A change: with its sign, '+' too. */
export const signed = (value: number, digits = 2, locale?: string): string => `${value > 0 ? '+' : ''}${decimal(value, digits, locale)}`;

/** A day of the calendar, 'YYYY-MM-DD' or only its beginning, as the reader writes it. */
export function day(iso: string, locale?: string): string {
  const [year = '', month, date] = iso.split('-');
  if (!month) return year;
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'short', timeZone: 'UTC', ...(date ? { day: 'numeric' } : {}) };
  const moment = new Date(`${year}-${month}-${date ?? '01'}T00:00:00Z`);
  return Number.isNaN(moment.getTime()) ? iso : new Intl.DateTimeFormat(locale, options).format(moment);
}

/** A number on an axis: as short as it is, with the reader's own marks. */
export function tick(value: unknown, locale?: string): string {
  if (typeof value !== 'number') return String(value);
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value).replace('-', '−');
}

/** A share in per cent with one decimal, for tables of small shares. */
export function sharePercent(value: number | null | undefined, locale?: string): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return 'not known';
  return new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
}
