// Places a network's actors: the same network always in the same way.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from 'd3-force';
import type { Network } from './registry';
import { DEPTHS } from './vocabulary';

export interface Placed extends SimulationNodeDatum {
  id: string;
  name: string;
  region: string;
  kind: string;
  degree: number;
  x: number;
  y: number;
  radius: number;
}

export interface Tie {
  source: Placed;
  target: Placed;
  count: number;
  /** 0 practice … 5 culture; −1 where it is not known. */
  depth: number;
  deepest: string[];
}

const STEPS = 260;

export const radiusOf = (degree: number): number => 4 + Math.sqrt(degree) * 1.5;

/** Deeper ties pull harder, so that communities stand together. */
export function place(network: Network, width: number, height: number): { nodes: Placed[]; ties: Tie[] } {
  const nodes = network.nodes.map((node, i): Placed => {
    // A spiral from the middle: a start that does not depend on chance.
    const angle = i * 2.399963;
    const far = Math.sqrt(i + 0.5) * 12;
    return {
      ...node,
      radius: radiusOf(node.degree) * Math.min(1, Math.max(0.6, width / 760)),
      x: width / 2 + far * Math.cos(angle),
      y: height / 2 + far * Math.sin(angle),
    };
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const depths = new Map<string | null, number>(DEPTHS.map((depth, i) => [depth.id, i]));
  const ties = network.links.flatMap((link): Tie[] => {
    const source = byId.get(link.source);
    const target = byId.get(link.target);
    return source && target ? [{ source, target, count: link.count, depth: depths.get(link.depth) ?? -1, deepest: link.deepest }] : [];
  });
  const simulation = forceSimulation(nodes)
    .force(
      'tie',
      forceLink<Placed, Tie>(ties)
        .distance((tie) => 70 - 7 * tie.depth)
        .strength((tie) => (0.08 + 0.05 * Math.max(0, tie.depth)) / Math.sqrt(Math.min(tie.source.degree, tie.target.degree))),
    )
    .force('apart', forceManyBody<Placed>().strength(-150).distanceMax(420))
    .force('across', forceX<Placed>(width / 2).strength(0.05))
    .force('down', forceY<Placed>(height / 2).strength(0.05 * (width / Math.max(1, height))))
    .force(
      'room',
      forceCollide<Placed>((node) => node.radius + 3),
    )
    .stop();
  for (let step = 0; step < STEPS; ++step) simulation.tick();
  fit(nodes, width, height);
  return { nodes, ties };
}

/** Stretches the places to fill the picture. */
function fit(nodes: readonly Placed[], width: number, height: number): void {
  const margin = 46;
  const range = (values: number[]) => [Math.min(...values), Math.max(...values)] as const;
  const [left, right] = range(nodes.map((node) => node.x));
  const [top, bottom] = range(nodes.map((node) => node.y));
  for (const node of nodes) {
    node.x = margin + ((node.x - left) / Math.max(1, right - left)) * (width - 2 * margin);
    node.y = margin + ((node.y - top) / Math.max(1, bottom - top)) * (height - 2 * margin);
  }
}

/** The nodes whose names fit beside one another, the most tied first. */
export function labelled(nodes: readonly Placed[], scale = 1): ReadonlySet<string> {
  const boxes: { left: number; right: number; top: number; bottom: number }[] = [];
  const kept = new Set<string>();
  for (const node of [...nodes].sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1))) {
    const half = (node.name.length * 3.3 + 3) / scale;
    const box = { left: node.x - half, right: node.x + half, top: node.y - node.radius - 15 / scale, bottom: node.y - node.radius };
    if (boxes.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom))
      continue;
    boxes.push(box);
    kept.add(node.id);
  }
  return kept;
}
