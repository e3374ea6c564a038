// A chart on the page becomes a picture that stands by itself: colours and type written out, title above, sources below.

const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'font-variant-numeric',
  'text-anchor',
  'dominant-baseline',
  'paint-order',
] as const;

export interface Caption {
  title: string;
  /** Under the picture: sources, version, what the bands are. */
  foot: string;
}

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Breaks a text into lines of at most `width` characters. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

export interface Frame {
  width: number;
  height: number;
  background: string;
  ink: string;
  muted: string;
}

const FONT = 'Helvetica, Arial, sans-serif';

/** Sets `body` (SVG text) between a title and a foot. */
export function framed(body: string, caption: Caption, { width, height, background, ink, muted }: Frame): string {
  const title = wrap(caption.title, Math.max(20, Math.floor((width - 32) / 8.6)));
  const foot = wrap(caption.foot, Math.max(20, Math.floor((width - 32) / 5.6)));
  const top = 16 + title.length * 21;
  const whole = top + height + 12 + foot.length * 15 + 10;
  const lines = (texts: readonly string[], first: number, step: number, attributes: string) =>
    texts.map((text, i) => `<text x="16" y="${first + i * step}" ${attributes}>${escapeXml(text)}</text>`).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${whole}" viewBox="0 0 ${width} ${whole}" font-family="${FONT}">` +
    `<title>${escapeXml(caption.title)}</title><rect width="${width}" height="${whole}" fill="${background}"/>` +
    lines(title, 28, 21, `font-size="16" font-weight="600" fill="${ink}"`) +
    `<g transform="translate(0 ${top})">${body}</g>` +
    lines(foot, top + height + 22, 15, `font-size="11" fill="${muted}"`) +
    '</svg>'
  );
}

function writeOutStyles(shown: Element, copy: Element): void {
  const style = getComputedStyle(shown);
  for (const name of STYLES) {
    const value = style.getPropertyValue(name);
    if (value && value !== 'normal' && value !== 'none 0px') copy.setAttribute(name, value);
  }
  copy.removeAttribute('class');
  copy.removeAttribute('style');
  [...shown.children].forEach((child, i) => {
    const twin = copy.children[i];
    if (twin) writeOutStyles(child, twin);
  });
}

/** The page's colours of the moment. */
export function frameOf(width: number, height: number): Frame {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return { width, height, background: colour('--surface'), ink: colour('--ink'), muted: colour('--muted') };
}

/** The drawn chart as a file of its own. */
export function standalone(chart: SVGSVGElement, caption: Caption): string {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  writeOutStyles(chart, copy);
  copy.querySelectorAll('style, [data-role=tip]').forEach((part) => part.remove());
  const { width, height } = chart.getBoundingClientRect();
  const box = chart.viewBox.baseVal;
  if (!box || box.width === 0) copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  copy.setAttribute('width', String(Math.round(width)));
  copy.setAttribute('height', String(Math.round(height)));
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const text = new XMLSerializer().serializeToString(copy);
  return framed(text, caption, frameOf(Math.round(width), Math.round(height)));
}
