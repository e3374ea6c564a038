// Tables as CSV files (RFC 4180) that spreadsheets open with their accents.

export type Value = string | number | boolean | null | undefined;
export type Row = Readonly<Record<string, Value>>;

function field(value: Value): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  // A text that begins like a formula is not to be run by a spreadsheet; numbers may be negative.
  const safe = typeof value === 'string' && /^[=+@\t\r]|^-[^\d]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Columns in the order in which the rows first name them. An unknown value is an empty field. */
export function toCsv(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => columns.map((column) => field(row[column])).join(','));
  return `${[columns.map(field).join(','), ...lines].join('\r\n')}\r\n`;
}
