// What speaks for and against, in a reader's words.
import type { Contribution } from './schema';

/** Features of the models that a reader can weigh without a codebook. */
const WORDS: Readonly<Record<string, string>> = {
  log_distance: 'how far apart their capitals lie',
  contiguous: 'whether they border on each other, or only water lies between',
  contiguous_land: 'whether they border on each other',
  same_region: 'whether they share a region',
  same_subregion: 'whether they share a subregion',
  log_capability_product: 'how powerful they are',
  capability_gap: 'how unequal their power is',
  num_majors: 'how many of them are major powers',
  log_gdp_product: 'the size of their economies',
  gdp_per_head_gap: 'how unequal their incomes are',
  min_gdp_per_head: 'the income of the poorer',
  min_democracy: 'how democratic the less democratic is',
  joint_democracy: 'whether they are democracies',
  democracy_gap: 'how unlike their regimes are',
  principle_distance: 'how far apart they vote on principles',
  distance_rank: 'how near they are among neighbours',
  rivalry: 'strategic rivalry, or its absence',
  disputes_20y: 'their record of militarised disputes',
  dispute_recency: 'how recent their last dispute is',
  allied: 'whether they are allies',
  active_pact: 'whether they owe each other help',
  trade_pact: 'whether they have trade agreements',
  shared_formal: 'how many formal organisations they share',
  shared_informal: 'how many informal clubs they share',
  close_organisations: 'how many small organisations they share',
  membership_cosine: 'how alike their memberships are',
  shared_allies: 'how many allies they have in common',
  shared_trade_partners: 'how many trade partners they have in common',
  alliance_degree_min: 'how many allies the less allied has',
  alliance_degree_max: 'how many allies the more allied has',
  trade_degree_min: 'how many trade partners the lesser has',
  trade_degree_max: 'how many trade partners the greater has',
  alliance_rate_min: 'new alliances of the less active',
  alliance_rate_max: 'new alliances of the more active',
  trade_rate_min: 'new trade agreements of the less active',
  trade_rate_max: 'new trade agreements of the more active',
  organisation_rate_min: 'new organisations of the less active',
  organisation_rate_max: 'new organisations of the more active',
  last_alliance: 'how recent their last alliance is',
  last_trade: 'how recent their last trade agreement is',
  last_organisation: 'how recent their last organisation is',
  statehood_min: 'how old the younger state is',
  statehood_gap: 'how unlike they are in age as states',
  area_alliance: 'alliances with each other’s neighbours',
  area_trade: 'trade agreements with each other’s neighbours',
  area_organisation: 'organisations with each other’s neighbours',
  peer_alliance: 'alliances with those who are like the other',
  peer_trade: 'trade agreements with those who are like the other',
  peer_organisation: 'organisations with those who are like the other',
  alliance_lapsed: 'an alliance that ended of late',
};

/** 'how powerful they are'; a feature without words of its own keeps its name. */
export const featureWords = (feature: string): string => WORDS[feature] ?? feature.replaceAll('_', ' ');

export interface Reason {
  words: string;
  /** Of the odds, against the average pair's: 2 doubles them, 0.5 halves them. */
  factor: number;
  feature: string;
}

/** Those for and those against, the strongest first. */
export function reasonsOf(contributions: readonly Contribution[]): Reason[] {
  return [...contributions]
    .sort((a, b) => b.log_odds - a.log_odds)
    .map(({ feature, log_odds }) => ({ feature, words: featureWords(feature), factor: Math.exp(log_odds) }));
}
