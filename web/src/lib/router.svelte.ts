// The address bar holds everything: which view, and what is asked of it. `/?view=order&year=1914`; without a view, the first one.

/** Query text that can be read aloud: commas and colons stand unescaped. */
export function queryText(params: URLSearchParams): string {
  return params.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
}

/** What one view hands to the next: the question is the reader's, not the view's. */
const SHARED = ['actors', 'issue', 'as_of'] as const;

export class Router {
  #search = $state(location.search);
  readonly params = $derived(new URLSearchParams(this.#search));
  readonly view = $derived(this.params.get('view') ?? 'ask');

  /** Follows Back and Forward until the returned function is called. */
  follow(): () => void {
    const read = () => (this.#search = location.search);
    addEventListener('popstate', read);
    return () => removeEventListener('popstate', read);
  }

  /** The address of a view with the shared part of the present question. */
  addressOf(view: string): string {
    const params = new URLSearchParams(view === 'ask' ? {} : { view });
    for (const name of SHARED) {
      const value = this.params.get(name);
      if (value !== null) params.set(name, value);
    }
    return `/?${queryText(params)}`;
  }

  /** Goes to an address of this page. */
  go(address: string, how: 'pushState' | 'replaceState' = 'pushState'): void {
    history[how](null, '', address);
    this.#search = location.search;
  }

  /** Changes parts of the present question; null or '' takes a part out. */
  set(parts: Readonly<Record<string, string | number | null>>, how: 'pushState' | 'replaceState' = 'pushState'): void {
    const params = new URLSearchParams(this.params);
    for (const [name, value] of Object.entries(parts)) {
      if (value === null || value === '') params.delete(name);
      else params.set(name, String(value));
    }
    this.go(`/?${queryText(params)}`, how);
  }

  text(name: string, fallback: string): string {
    return this.params.get(name)?.trim() || fallback;
  }

  /** A number of the address within its range, else the fallback. */
  number(name: string, fallback: number, low = -Infinity, high = Infinity): number {
    const text = this.params.get(name)?.trim();
    const value = text ? Number(text) : NaN;
    return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : fallback;
  }
}

/** The page of one partnership. */
export const partnershipAddress = (id: string): string => `/?view=registry&id=${encodeURIComponent(id)}`;
