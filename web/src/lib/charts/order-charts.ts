// The pictures of the order: the stream of classes, years by power and principles, indices with bands, the claim.
import { decimal, percent } from '../format';
import {
  chanceOf,
  CLASSES,
  classRows,
  known,
  likeliest,
  seriesName,
  type Claim,
  type Measure,
  type OrderSeries,
  type OrderState,
  type OrderYear,
} from '../order';
import { chart, onPick, Plot, TIP, yearAxis } from './plot';

const colours = { domain: CLASSES.map((each) => each.id), range: CLASSES.map((each) => each.colour) };

/** Years over which a band has to be wide to bear its name. */
const LABEL_YEARS = 24;

/** Where each class's name stands: in the middle of the years in which its band is widest on average. */
function bandLabels(years: readonly OrderYear[]): { year: number; middle: number; name: string }[] {
  return CLASSES.flatMap(({ id, name }, i) => {
    let best = { mean: 0.16, at: -1 };
    for (let from = 0; from + LABEL_YEARS < years.length; ++from) {
      const mean = years.slice(from, from + LABEL_YEARS).reduce((sum, year) => sum + chanceOf(year, id), 0) / LABEL_YEARS;
      if (mean > best.mean) best = { mean, at: from + LABEL_YEARS / 2 };
    }
    const year = years[best.at];
    if (!year) return [];
    const below = CLASSES.slice(0, i).reduce((sum, each) => sum + chanceOf(year, each.id), 0);
    return [{ year: year.year, middle: below + chanceOf(year, id) / 2, name }];
  });
}

/** Probability of each class of order, year by year, as layers that add up to one. */
export function streamChart(years: readonly OrderYear[], width: number, chosen: number, pick: (year: number) => void): SVGSVGElement {
  const rows = classRows(years);
  const drawn = chart(width, {
    height: Math.max(240, Math.min(340, width * 0.3)),
    color: colours,
    x: yearAxis(),
    y: { label: 'Probability', percent: true, domain: [0, 100], ticks: 5 },
    marks: [
      Plot.areaY(
        rows,
        Plot.stackY({ x: 'year', y: 'probability', fill: 'class', order: colours.domain, fillOpacity: 0.88, curve: 'step' }),
      ),
      Plot.text(bandLabels(years), {
        x: 'year',
        y: 'middle',
        text: 'name',
        fill: 'var(--on-class)',
        fontWeight: 600,
        fontSize: 13,
        stroke: 'var(--on-class-halo)',
        strokeWidth: 3,
      }),
      Plot.ruleX([chosen], { stroke: 'var(--ink)', strokeWidth: 2 }),
      Plot.text([chosen], { x: (year: number) => year, y: 1, dy: -9, text: (year: number) => String(year), fontWeight: 700 }),
      Plot.tip(
        years,
        Plot.pointerX({
          x: 'year',
          y: () => 0.5,
          title: (year: OrderYear) => `${year.year}\n${CLASSES.map(({ id, name }) => `${name} ${percent(year[id])}`).join('\n')}`,
          ...TIP,
        }),
      ),
    ],
  });
  return onPick<OrderYear>(drawn, (year) => pick(year.year));
}

/** The last year and every twentieth whose names do not lie on one another. */
function farApart(years: readonly OrderYear[], measure: Measure): OrderYear[] {
  const at = (year: OrderYear) => [year.poles_majors ?? 0, year[measure] ?? 0] as const;
  const spanOf = (values: readonly number[]) => Math.max(...values) - Math.min(...values) || 1;
  const across = spanOf(years.map((year) => at(year)[0]));
  const up = spanOf(years.map((year) => at(year)[1]));
  const candidates = [...years].reverse().filter((year, i) => i === 0 || year.year % 20 === 0);
  return candidates.reduce<OrderYear[]>((kept, year) => {
    const [x, y] = at(year);
    const isClear = kept.every((other) => Math.abs(x - at(other)[0]) > 0.1 * across || Math.abs(y - at(other)[1]) > 0.05 * up);
    return isClear ? [...kept, year] : kept;
  }, []);
}

/** Every year as a point: how many powers against how far apart their principles are. */
export function yearsChart(
  years: readonly OrderYear[],
  measure: { id: Measure; axis: string },
  width: number,
  chosen: number,
  pick: (year: number) => void,
): SVGSVGElement {
  const shown = years.filter((year) => year.poles_majors !== null && year[measure.id] !== null);
  const named = farApart(shown, measure.id);
  const picked = shown.filter((year) => year.year === chosen);
  const at = { x: 'poles_majors', y: measure.id } as const;
  const drawn = chart(width, {
    height: Math.max(300, Math.min(420, width * 0.72)),
    marginBottom: 40,
    color: colours,
    x: { label: 'Effective number of major powers →', nice: true, grid: true },
    y: { label: `↑ ${measure.axis}`, nice: true, grid: true },
    marks: [
      Plot.line(shown, { ...at, stroke: 'var(--line-strong)', strokeWidth: 1, curve: 'catmull-rom' }),
      Plot.dot(shown, { ...at, fill: (year: OrderYear) => likeliest(year).id, r: 3.2, stroke: 'var(--surface)', strokeWidth: 0.6 }),
      Plot.text(named, {
        ...at,
        text: (year: OrderYear) => String(year.year),
        dy: -9,
        fontSize: 11,
        fill: 'var(--muted)',
        stroke: 'var(--paper)',
        strokeWidth: 3,
      }),
      Plot.dot(picked, { ...at, r: 8, stroke: 'var(--ink)', strokeWidth: 2.2 }),
      Plot.text(picked, {
        ...at,
        text: (year: OrderYear) => String(year.year),
        dx: 12,
        textAnchor: 'start',
        fontWeight: 700,
        stroke: 'var(--paper)',
        strokeWidth: 4,
        fill: 'var(--ink)',
      }),
      Plot.tip(
        shown,
        Plot.pointer({
          ...at,
          title: (year: OrderYear) =>
            `${year.year}: ${likeliest(year).name.toLowerCase()} ${percent(year[likeliest(year).id])}\n${decimal(year.poles_majors)} powers, spread ${decimal(year[measure.id])}`,
          ...TIP,
        }),
      ),
    ],
  });
  return onPick<OrderYear>(drawn, (year) => pick(year.year));
}

/** Units as the engine names them, in words for an axis. */
const UNITS: Readonly<Record<string, string>> = {
  '0..1 a year': '↑ on a scale of 0 to 1, a year',
  'position a year': '↑ positions, a year',
  '-1..1': '↑ from −1 to 1',
};
const unitWords = (unit: string): string => UNITS[unit] ?? `↑ ${unit}`;

/** An index with its 90 % band. */
export function bandChart(series: OrderSeries, width: number, chosen: number, colour: string): SVGSVGElement {
  const points = known(series);
  return chart(width, {
    height: 190,
    x: yearAxis({ nice: false }),
    y: { label: unitWords(series.unit), grid: true, nice: true, ticks: 5 },
    marks: [
      Plot.areaY(points, { x: 'year', y1: 'low', y2: 'high', fill: colour, fillOpacity: 0.22 }),
      Plot.ruleY([0], { stroke: 'var(--ink)', strokeWidth: 1 }),
      Plot.line(points, { x: 'year', y: 'mean', stroke: colour, strokeWidth: 2 }),
      Plot.ruleX(points.some((point) => point.year === chosen) ? [chosen] : [], { stroke: 'var(--ink)', strokeDasharray: '2 3' }),
      Plot.tip(
        points,
        Plot.pointerX({
          x: 'year',
          y: 'mean',
          title: (point: { year: number; mean: number; low: number; high: number }) =>
            `${point.year}: ${decimal(point.mean, 3)}\n${decimal(point.low, 3)} to ${decimal(point.high, 3)}`,
          ...TIP,
        }),
      ),
    ],
  });
}

/** Then against now, for every measure by itself: two intervals a row, each on its measure's own scale. */
export function claimChart(claims: readonly Claim[], width: number): SVGSVGElement {
  const rows = claims.flatMap((claim) => {
    const most = Math.max(claim.then_high ?? 0, claim.now_high ?? 0) || 1;
    const name = seriesName(claim.measure);
    const scaled = (value: number | null) => (value === null ? null : value / most);
    return [
      {
        name,
        when: '1815–1914',
        at: scaled(claim.then_mean),
        low: scaled(claim.then_low),
        high: scaled(claim.then_high),
        raw: claim.then_mean,
      },
      {
        name,
        when: 'since 1992',
        at: scaled(claim.now_mean),
        low: scaled(claim.now_low),
        high: scaled(claim.now_high),
        raw: claim.now_mean,
      },
    ];
  });
  const present = rows.filter((row) => row.at !== null);
  const colour = (row: { when: string }) => (row.when === '1815–1914' ? 'var(--class-multipolar)' : 'var(--class-polycentric)');
  return chart(width, {
    height: 60 + claims.length * 58,
    marginLeft: 140,
    marginRight: 24,
    marginBottom: 44,
    x: { label: 'Spread of principles, as a part of the largest value →', domain: [-0.2, 1.02], ticks: 5 },
    y: { label: null, domain: ['1815–1914', 'since 1992'], axis: null },
    fy: { label: null, domain: claims.map((claim) => seriesName(claim.measure)), axis: 'left', padding: 0.2 },
    marks: [
      Plot.ruleX([0], { stroke: 'var(--line-strong)' }),
      Plot.link(present, { fy: 'name', y1: 'when', y2: 'when', x1: 'low', x2: 'high', stroke: colour, strokeWidth: 5, strokeOpacity: 0.4 }),
      Plot.dot(present, { fy: 'name', y: 'when', x: 'at', fill: colour, r: 4.5 }),
      Plot.text(present, { fy: 'name', y: 'when', x: 'at', dy: -9, text: (row: { raw: number | null }) => decimal(row.raw), fontSize: 11 }),
      Plot.text(
        rows.filter((row) => row.at === null && row.when === '1815–1914'),
        {
          fy: 'name',
          y: 'when',
          x: 0.02,
          text: () => 'not covered: no votes before 1946',
          textAnchor: 'start',
          fill: 'var(--muted)',
          lineWidth: width < 480 ? 9 : 30,
        },
      ),
    ],
  });
}

/** Of states given in the order of their weight, those whose names do not lie on one another. */
function apart(states: readonly OrderState[]): OrderState[] {
  const furthest = Math.sqrt(states[0]?.share ?? 1);
  return states.reduce<OrderState[]>((kept, state) => {
    const isNear = (other: OrderState) =>
      Math.abs((other.position?.mean ?? 0) - (state.position?.mean ?? 0)) < 0.75 &&
      Math.abs(Math.sqrt(other.share ?? 0) - Math.sqrt(state.share ?? 0)) < 0.055 * furthest;
    return kept.some(isNear) ? kept : [...kept, state];
  }, []);
}

/** The states of a year: share of power against position, the major powers named. */
export function statesChart(states: readonly OrderState[], width: number): SVGSVGElement {
  const placed = states.filter((state) => state.position !== null && state.share !== null);
  const named = apart([...placed].sort((a, b) => (b.share ?? 0) - (a.share ?? 0)).slice(0, 16));
  const colour = (state: OrderState) => (state.major ? 'var(--edge)' : 'var(--shade-4)');
  const x = (state: OrderState) => state.position?.mean ?? 0;
  return chart(width, {
    height: Math.max(260, Math.min(360, width * 0.6)),
    marginBottom: 40,
    x: { label: 'Position in the General Assembly: nearer the United States →', grid: true },
    y: { label: '↑ Share of power', type: 'sqrt', percent: true, grid: true, ticks: 5 },
    marks: [
      Plot.link(named, {
        x1: (state: OrderState) => state.position?.low ?? 0,
        x2: (state: OrderState) => state.position?.high ?? 0,
        y1: 'share',
        y2: 'share',
        stroke: colour,
        strokeOpacity: 0.45,
        strokeWidth: 3,
      }),
      Plot.dot(placed, { x, y: 'share', r: (state: OrderState) => (state.major ? 5 : 3), fill: colour, fillOpacity: 0.85 }),
      Plot.text(named, { x, y: 'share', text: 'name', dy: -10, fontSize: 11, stroke: 'var(--paper)', strokeWidth: 3, fill: 'var(--ink)' }),
      Plot.tip(
        placed,
        Plot.pointer({
          x,
          y: 'share',
          title: (state: OrderState) =>
            `${state.name}\n${percent(state.share)} of power\nposition ${decimal(state.position?.mean)} (${decimal(state.position?.low)} to ${decimal(state.position?.high)})`,
          ...TIP,
        }),
      ),
    ],
  });
}
