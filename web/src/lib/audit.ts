// What partnerships are called against what they are.
import type { LabelAudit } from './schema/audit';
import { DEPTHS } from './vocabulary';

export type LabelGroup = LabelAudit['groups'][number];

/** Groups of labels, as a reader would call them. */
const GROUPS: Readonly<Record<string, string>> = {
  none: 'no label',
  strategic: '“strategic”',
  lasting: '“enduring”, “special”, “friendship”',
  working: '“operational”, “dialogue”, “forum”',
  ordinary: '“partnership”',
  community: '“union”, “community”',
  alliance: '“alliance”, “coalition”',
  association: '“association”',
};

export const groupName = (group: string): string => GROUPS[group] ?? group;

export interface FindingWords {
  id: string;
  name: string;
  /** Of one partnership, on its page and in the list. */
  says: string;
}

export const FINDINGS: readonly FindingWords[] = [
  { id: 'over-labelled', name: 'Promises more', says: 'Its label promises more than its depth shows.' },
  { id: 'under-labelled', name: 'Deeper than called', says: 'It is deeper than its label says.' },
  { id: 'unlabelled', name: 'Deep without a label', says: 'It bears no label, though it is as deep as those that do.' },
  { id: 'unlabelled community', name: 'Community without a label', says: 'A tie of community that bears no label.' },
];

export const findingWords = (finding: string): string => FINDINGS.find((each) => each.id === finding)?.says ?? `${finding}.`;

export interface DepthShare {
  group: string;
  /** 0 practice … 5 culture; −1 where it is not known. */
  depth: number;
  name: string;
  cases: number;
  from: number;
  to: number;
}

/** The groups as stacked shares, thin to thick; the deepest group first. */
export function depthShares(groups: readonly LabelGroup[]): DepthShare[] {
  return [...groups]
    .sort((a, b) => b.score - a.score)
    .flatMap((group) => {
      let from = 0;
      return [-1, 0, 1, 2, 3, 4, 5].map((depth): DepthShare => {
        const step = DEPTHS[depth];
        const cases = group.depths[step?.id ?? 'none'] ?? 0;
        const to = from + (group.cases === 0 ? 0 : cases / group.cases);
        const share = { group: groupName(group.group), depth, name: step?.name ?? 'not known', cases, from, to };
        from = to;
        return share;
      });
    });
}
