// What every view is given: the atlas's own facts, loaded once, and the address bar.
import type { ActorIndex } from './actors';
import type { Router } from './router.svelte';
import type { About, IssueEntry } from './schema';

/** An issue's name; its id where the engine has none. */
export const issueNameIn = (issues: readonly IssueEntry[], id: string): string => issues.find((each) => each.id === id)?.name ?? id;

export interface Bench {
  about: About;
  index: ActorIndex;
  issues: readonly IssueEntry[];
  router: Router;
}
