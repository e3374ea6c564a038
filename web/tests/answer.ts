// A small made-up answer for the tests: enough of every part, and each kind of evidence once.
import type { About, ActorList, Answer, Cell } from '../src/lib/schema';
import { DEPTHS, SCOPES } from '../src/lib/vocabulary';

export const about: About = {
  engine_version: '0.1.0',
  atlas: { fingerprint: 'a1f0c3d4e5b69788', path_name: 'starter.atlas', first_year: 1946, last_year: 2019 },
  default_question: { actors: 'EU:members,IND', issue: 'climate', as_of: 2014 },
  views: ['about', 'ask'],
};

export const actors: ActorList = [
  { id: 'IND', name: 'India', kind: 'state', born: 1947, died: null, members: false, region: '', iso_numeric: null },
  { id: 'IDN', name: 'Indonesia', kind: 'state', born: 1949, died: null, members: false, region: '', iso_numeric: null },
  { id: 'DDR', name: 'Germany, Democratic Republic', kind: 'state', born: 1954, died: 1990, members: false, region: '', iso_numeric: null },
  { id: 'DEU', name: 'Germany, Federal Republic', kind: 'state', born: 1955, died: null, members: false, region: '', iso_numeric: null },
  { id: 'CIV', name: 'Côte d’Ivoire', kind: 'state', born: 1960, died: null, members: false, region: '', iso_numeric: null },
  { id: 'EU', name: 'European Union', kind: 'collective', born: 1958, died: null, members: true, region: '', iso_numeric: null },
  { id: 'G7', name: 'Group of Seven', kind: 'club', born: 1975, died: null, members: true, region: '', iso_numeric: null },
];

/** Probabilities by scope and depth; null is a cell without evidence. */
const PROBABILITIES: readonly (readonly (number | null)[])[] = [
  [0.97, 0.8, 0.6, 0.3, 0.1, 0.01],
  [0.9, 0.7, 0.4, 0.2, 0.05, 0.003],
  [0.95, 0.85, 0.7, 0.55, 0.2, 0.02],
  [null, null, null, null, null, null],
  [0.6, 0.5, 0.3, 0.1, 0.02, null],
];

const UNHELD = { held_names: [], certificate: 'none', bound: null } satisfies Partial<Cell>;

function cell(row: number, column: number): Cell {
  const scope = SCOPES[row]?.id ?? 'bilateral';
  const depth = DEPTHS[column]?.id ?? 'practice';
  const probability = PROBABILITIES[row]?.[column] ?? null;
  if (probability === null)
    return {
      scope,
      depth,
      probability,
      low: null,
      high: null,
      lift: null,
      composition: [],
      evidence: 'none',
      held: [],
      note: '',
      ...UNHELD,
    };
  const isHeld = row === 0 && column === 0;
  return {
    scope,
    depth,
    probability,
    low: Math.max(0, probability - 0.1),
    high: Math.min(1, probability + 0.1),
    lift: 2.5,
    composition: row === 0 ? ['EU', 'IND'] : ['EU', 'IND', 'DEU'],
    evidence: isHeld ? 'held' : row === 4 ? 'registry' : 'table',
    held: isHeld ? ['EU-IND-2004'] : [],
    note: row === 4 ? 'A wide interval.' : '',
    ...UNHELD,
    held_names: isHeld ? ['EU–India Strategic Partnership'] : [],
  };
}

export const answer: Answer = {
  question: {
    issue: 'climate',
    issue_name: 'Climate',
    actors: [
      { id: 'EU', name: 'European Union', kind: 'collective' },
      { id: 'IND', name: 'India', kind: 'state' },
      { id: 'DEU', name: 'Germany', kind: 'state' },
    ],
    asked: 'EU,IND,DEU',
    as_of: 2014,
    horizon: 5,
    threshold: 0.5,
    impact: 0.5,
    must: [],
    must_not: [],
  },
  verdict: 'By 2019 these three can reach shared values minilaterally.',
  matrix: SCOPES.flatMap((_, row) => DEPTHS.map((__, column) => cell(row, column))),
  frontier: [
    { scope: 'bilateral', depth: 'rules', probability: 0.6, composition: ['EU', 'IND'] },
    { scope: 'minilateral', depth: 'values', probability: 0.55, composition: ['EU', 'IND', 'DEU'] },
  ],
  compositions: [{ scope: 'bilateral', members: ['EU', 'IND'], depth: 'rules', probability: 0.6, impact_share: 0.3, how: 'founded' }],
  blockers: [{ kind: 'dyad', who: ['EU', 'IND'], scope: 'bilateral', depth: 'values', loss: 0.21, text: 'They vote apart on rights.' }],
  comparables: [
    {
      id: 'EU-IND-2004',
      name: 'EU–India Strategic Partnership',
      year: 2004,
      scope: 'bilateral',
      depth: 'interests',
      status: 'active',
      distance: 0.3,
      outcome: 'Still meets.',
    },
  ],
  need: {
    verdict: 'need to have',
    required_share: 0.5,
    like_minded: ['EU'],
    like_minded_share: 0.3,
    shortfall: 0.2,
    closers: ['IND'],
    text: 'The like-minded fall short.',
  },
  next_step: {
    scope: 'plurilateral',
    depth: 'practice',
    probability: 0.6,
    composition: ['EU', 'IND'],
    visibility: 0.2,
    text: 'Open a track on grids.',
    label: 'likeliest',
  },
  options: [
    {
      scope: 'bilateral',
      depth: 'rules',
      probability: 0.4,
      composition: ['EU', 'IND'],
      visibility: 0.8,
      text: 'Sign a treaty on coal.',
      label: 'deeper',
    },
  ],
  together: {
    bonds: [
      {
        id: 'g20',
        name: 'Group of Twenty',
        scope: 'minilateral',
        depth: null,
        since: 1999,
        on_issue: false,
        endures: 0.84,
      },
    ],
    foundings: [],
  },
  movers: [{ kind: 'actor_in', who: ['DEU'], before: 0.2, after: 0.4, text: 'With DEU besides.' }],
  contributions: [
    { feature: 'rivalry', words: 'strategic rivalry, or its absence', log_odds: -0.7, value: 1, unit: '0/1' },
    { feature: 'log_distance', words: 'how far apart their capitals lie', log_odds: 0.7, value: 7, unit: 'log km' },
  ],
  provenance: {
    engine_version: '0.1.0',
    atlas_fingerprint: 'a1f0c3d4e5b69788',
    seed: 1,
    sources: [{ id: 'un_votes', title: 'UN votes', citation: 'Voeten et al.', version: '2021', first_year: 1946, last_year: 2019 }],
    estimates: [{ name: 'principles', fingerprint: '9c0ffee1', note: 'One dimension.' }],
    caveats: ['Emission shares end in 2014.'],
    model_as_of: 2014,
    missing: [],
  },
};
