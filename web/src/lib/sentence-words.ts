// Everyday words of a question, beside the names that the atlas itself holds.

/** Other names of actors. The engine knows many more; these are what people say in a sentence. */
export const NAMES: Readonly<Record<string, string>> = {
  us: 'USA',
  'u.s.': 'USA',
  america: 'USA',
  americans: 'USA',
  washington: 'USA',
  uk: 'GBR',
  'u.k.': 'GBR',
  britain: 'GBR',
  'great britain': 'GBR',
  london: 'GBR',
  beijing: 'CHN',
  moscow: 'RUS',
  brussels: 'EU',
  delhi: 'IND',
  'new delhi': 'IND',
  tokyo: 'JPN',
  paris: 'FRA',
  berlin: 'DEU',
  turkiye: 'TUR',
  'ivory coast': 'CIV',
  'viet nam': 'VNM',
  korea: 'KOR',
};

/** Words that mean an issue, beside its id and its name. */
export const ISSUE_WORDS: Readonly<Record<string, readonly string[]>> = {
  climate: ['climate change', 'global warming', 'warming', 'carbon', 'co2', 'greenhouse gases', 'climate rules'],
  trade: ['tariffs', 'tariff', 'commerce', 'exports', 'imports', 'free trade', 'market access'],
  security: ['defence', 'defense', 'military', 'peace', 'war', 'deterrence', 'peacekeeping'],
  health: ['pandemics', 'pandemic', 'disease', 'vaccines', 'public health'],
  development: ['aid', 'poverty', 'development aid'],
  nuclear: ['nuclear weapons', 'non-proliferation', 'proliferation'],
  disarmament: ['arms control', 'arms'],
  human_rights: ['human rights', 'rights', 'democracy'],
  finance: ['money', 'debt', 'banking', 'investment'],
  energy: ['oil', 'gas', 'electricity', 'renewables'],
  migration: ['refugees', 'asylum', 'migrants'],
};

/** Which view a sentence is for. The first that fits counts; else the first view answers. */
export const VIEW_WORDS: readonly { view: string; pattern: RegExp }[] = [
  {
    view: 'core',
    pattern:
      /\b(?:must|has to|have to|needs? to) be in the room\b|\bsmallest (?:number|group|coalition|set)\b|\bminimal coalition|\bcore\b/,
  },
  { view: 'norms', pattern: /\bcommon ground\b|\bwhich norms\b|\bwhat norms\b|\bagree on\b|\bnorms?\b/ },
  { view: 'order', pattern: /\b(?:multipolar|polycentric|unipolar|bipolar|world order|kind of order|international order)\b/ },
  { view: 'map', pattern: /\b(?:on a map|map of|world map)\b/ },
];
