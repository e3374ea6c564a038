// Commands that print what the page shows, written so that a shell takes them as they stand.

import { joinActors } from './actor-list';

type Value = string | number | boolean | null | undefined | readonly string[];

/** Bare where a shell leaves it alone, else in single quotes. */
function word(text: string): string {
  return /^[\w.,:@%+=/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function option(name: string, value: Value): string[] {
  const text = Array.isArray(value) ? joinActors(value) : value;
  if (text === null || text === undefined || text === false || text === '') return [];
  const flag = `--${name.replaceAll('_', '-')}`;
  return text === true ? [flag] : [flag, word(String(text))];
}

/** `entente ask --issue climate --actors EU,IND`: options without a value are left out, `true` is a flag. */
export function command(subcommand: string, options: Readonly<Record<string, Value>> = {}): string {
  return ['entente', subcommand, ...Object.entries(options).flatMap(([name, value]) => option(name, value))].join(' ');
}
