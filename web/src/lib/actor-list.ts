// A list of actors as one text, as a reader types it and the engine reads it.

/** Actors in a comma-separated text; a comma in double quotes belongs to the name. Blanks and repeats are dropped. */
export function parseActors(text: string): string[] {
  const parts = text.match(/(?:"[^"]*"?|[^,"])+/g) ?? [];
  const tokens = parts.map((token) => token.replaceAll('"', '').trim().replace(/\s+/g, ' '));
  return [...new Set(tokens.filter((token) => token !== ''))];
}

/** Actors as one text, which `parseActors` and the engine read back. */
export const joinActors = (actors: readonly string[]): string =>
  actors.map((actor) => (actor.includes(',') ? `"${actor}"` : actor)).join(',');
