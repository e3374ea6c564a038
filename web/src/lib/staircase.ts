// The outline of the cells that clear the threshold: the staircase in the matrix.

type Point = readonly [x: number, y: number];

interface Edge {
  from: Point;
  to: Point;
}

const nameOf = (point: Point): string => `${point[0]},${point[1]}`;
const direction = (edge: Edge): string => `${Math.sign(edge.to[0] - edge.from[0])},${Math.sign(edge.to[1] - edge.from[1])}`;

/** Sides between a cell inside and one outside, clockwise around the inside (y grows downwards). */
function boundary(inside: readonly (readonly boolean[])[]): Edge[] {
  const has = (row: number, column: number): boolean => inside[row]?.[column] ?? false;
  const edges: Edge[] = [];
  inside.forEach((cells, row) =>
    cells.forEach((isInside, column) => {
      if (!isInside) return;
      const [left, right, top, bottom] = [column, column + 1, row, row + 1];
      if (!has(row - 1, column)) edges.push({ from: [left, top], to: [right, top] });
      if (!has(row, column + 1)) edges.push({ from: [right, top], to: [right, bottom] });
      if (!has(row + 1, column)) edges.push({ from: [right, bottom], to: [left, bottom] });
      if (!has(row, column - 1)) edges.push({ from: [left, bottom], to: [left, top] });
    }),
  );
  return edges;
}

/** Takes the edge that goes on from `edge`; where two cells touch at a corner only, it turns right and keeps to its own cell. */
function next(edge: Edge, open: Map<string, Edge[]>): Edge | undefined {
  const choices = open.get(nameOf(edge.to)) ?? [];
  const rightTurn = { '1,0': '0,1', '0,1': '-1,0', '-1,0': '0,-1', '0,-1': '1,0' }[direction(edge)];
  const chosen = choices.find((choice) => direction(choice) === rightTurn) ?? choices[0];
  if (chosen) choices.splice(choices.indexOf(chosen), 1);
  return chosen;
}

/** Closed rings of corner points around the inside; straight runs are one step. */
export function outlineRings(inside: readonly (readonly boolean[])[]): Point[][] {
  const open = new Map<string, Edge[]>();
  const edges = boundary(inside);
  for (const edge of edges) {
    const name = nameOf(edge.from);
    open.set(name, [...(open.get(name) ?? []), edge]);
  }
  const rings: Point[][] = [];
  for (const first of edges) {
    const waiting = open.get(nameOf(first.from)) ?? [];
    if (!waiting.includes(first)) continue;
    waiting.splice(waiting.indexOf(first), 1);
    const walked: Edge[] = [first];
    for (let edge = next(first, open); edge; edge = next(edge, open)) walked.push(edge);
    const corners = walked.filter((edge, i) => direction(edge) !== direction(walked[(i + walked.length - 1) % walked.length] ?? edge));
    rings.push(corners.map((edge) => edge.from));
  }
  return rings;
}

/** The rings as an SVG path, one unit for a cell. */
export function outlinePath(inside: readonly (readonly boolean[])[]): string {
  return outlineRings(inside)
    .map((ring) => `M${ring.map((point) => point.join(' ')).join('L')}Z`)
    .join('');
}
