// The normal distribution's quantile (Acklam 2003, relative error below 1.2e-9): chances become standard scores.

const A = [-3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1, 2.506628277459239];
const B = [-5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1];
const C = [-7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783];
const D = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416];

const polynomial = (coefficients: readonly number[], x: number): number => coefficients.reduce((sum, each) => sum * x + each, 0);

/** Beyond this many standard deviations a chance says no more than that it is near 0 or 1. */
export const FURTHEST = 5;

/** Standard score of a chance, cut off at ±FURTHEST. */
export function quantile(chance: number): number {
  const TAIL = 0.02425;
  if (!(chance > 0)) return -FURTHEST;
  if (!(chance < 1)) return FURTHEST;
  let score: number;
  if (chance < TAIL || chance > 1 - TAIL) {
    const q = Math.sqrt(-2 * Math.log(Math.min(chance, 1 - chance)));
    score = polynomial(C, q) / polynomial([...D, 1], q);
    if (chance > 0.5) score = -score;
  } else {
    const q = chance - 0.5;
    const r = q * q;
    score = (polynomial(A, r) * q) / polynomial([...B, 1], r);
  }
  return Math.min(FURTHEST, Math.max(-FURTHEST, score));
}
