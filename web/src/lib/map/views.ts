// Points of view on disputed ground: whose figure colours it, said in words and open to change.

export interface PointOfView {
  id: string;
  name: string;
  says: string;
  /** Shape's id to actor's key; null leaves it blank. What is not named is its own. */
  holders: Readonly<Record<string, string | null>>;
}

const KOSOVO = 'Kosovo';
const TAIWAN = '158';
const NORTHERN_CYPRUS = 'N. Cyprus';
const SOMALILAND = 'Somaliland';
const WESTERN_SAHARA = '732';
const PALESTINE = '275';
const CRIMEA = 'Crimea';
const SIACHEN = 'Siachen Glacier';

export const POINTS_OF_VIEW: readonly PointOfView[] = [
  {
    id: 'ground',
    name: 'Who holds the ground',
    says: 'Borders as they are held (Natural Earth): Crimea is coloured with Russia, Taiwan, Kosovo and Palestine by themselves. Northern Cyprus, Somaliland and Western Sahara have no figures of their own and stay blank.',
    holders: {
      [KOSOVO]: 'XKX',
      [TAIWAN]: 'TWN',
      [CRIMEA]: 'RUS',
      [PALESTINE]: 'PSE',
      [NORTHERN_CYPRUS]: null,
      [SOMALILAND]: null,
      [WESTERN_SAHARA]: null,
      [SIACHEN]: null,
    },
  },
  {
    id: 'un',
    name: 'Members of the United Nations',
    says: 'As the General Assembly counts members: Crimea is coloured with Ukraine, Taiwan with China, Kosovo with Serbia, Northern Cyprus with Cyprus, Somaliland with Somalia. Palestine is an observer and stands by itself; Western Sahara stays blank.',
    holders: {
      [KOSOVO]: 'SRB',
      [TAIWAN]: 'CHN',
      [CRIMEA]: 'UKR',
      [PALESTINE]: 'PSE',
      [NORTHERN_CYPRUS]: 'CYP',
      [SOMALILAND]: 'SOM',
      [WESTERN_SAHARA]: null,
      [SIACHEN]: null,
    },
  },
  {
    id: 'blank',
    name: 'Leave disputed ground blank',
    says: 'No side is taken: Crimea, Taiwan, Kosovo, Palestine, Northern Cyprus, Somaliland, Western Sahara and Siachen are left blank. Their figures, where there are any, stand in the table.',
    holders: {
      [KOSOVO]: null,
      [TAIWAN]: null,
      [CRIMEA]: null,
      [PALESTINE]: null,
      [NORTHERN_CYPRUS]: null,
      [SOMALILAND]: null,
      [WESTERN_SAHARA]: null,
      [SIACHEN]: null,
    },
  },
];

/** Key of the actor whose figure colours a shape; null where the point of view leaves it blank; undefined where it is nobody's. */
export function holderOf(shape: string, view: PointOfView, keyOfNumber: ReadonlyMap<string, string>): string | null | undefined {
  return shape in view.holders ? view.holders[shape] : keyOfNumber.get(shape);
}
