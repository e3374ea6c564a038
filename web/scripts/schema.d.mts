/** The TypeScript text that the schemas in docs/http stand for. */
export function generate(): Promise<Map<string, string>>;
