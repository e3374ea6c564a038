// Observable Plot in this page's type and colours. Colours are names of app.css, so that a change of theme redraws nothing.
import * as Plot from '@observablehq/plot';
import { tick } from '../format';

export { Plot };

/** Ticks that a chart says nothing about are written as the reader writes numbers. */
const inReadersFormat = (scale: Plot.ScaleOptions = {}): Plot.ScaleOptions => ({ tickFormat: (value: unknown) => tick(value), ...scale });

/** A chart of the width given; years stand without separators, numbers in the reader's own format. */
export function chart(width: number, options: Plot.PlotOptions): SVGSVGElement {
  const drawn = Plot.plot({
    width,
    style: { fontFamily: 'var(--sans)', fontSize: '12px', background: 'none', color: 'var(--ink)', overflow: 'visible' },
    marginLeft: 46,
    marginRight: 18,
    marginTop: 24,
    marginBottom: 34,
    ...options,
    x: inReadersFormat(options.x),
    y: inReadersFormat(options.y),
  });
  if (!(drawn instanceof SVGSVGElement)) throw new Error('a chart with a legend of its own is no picture');
  // The frame around it says in words what it shows; its parts are of no use one by one.
  drawn.setAttribute('aria-hidden', 'true');
  return drawn;
}

export const yearAxis = (options: Plot.ScaleOptions = {}): Plot.ScaleOptions => ({
  label: null,
  tickFormat: (year: number) => String(year),
  ...options,
});

/** Calls `pick` with the datum under the pointer when the chart is clicked. */
export function onPick<T>(drawn: SVGSVGElement, pick: (datum: T) => void): SVGSVGElement {
  drawn.style.cursor = 'pointer';
  drawn.addEventListener('click', () => {
    const datum = (drawn as SVGSVGElement & { value?: T }).value;
    if (datum) pick(datum);
  });
  return drawn;
}

/** Room to the left for the longest of these names, at most so much. */
export const roomForNames = (names: readonly string[], most: number): number =>
  Math.min(most, Math.max(80, Math.max(...names.map((name) => name.length)) * 6.8));

/** A tip's frame in the page's colours. */
export const TIP = { fill: 'var(--surface)', stroke: 'var(--line-strong)', fontSize: 12 } as const;
