/** Where an element stands among its namesakes, for paths: a hostile file has 300,000 of them, and faults in 10,000. */

/** What of an element a path is made of. */
interface Sibling {
  readonly local: string;
  readonly parent: Sibling | undefined;
  readonly offset: number;
  readonly firstChild: Sibling | undefined;
  readonly next: Sibling | undefined;
}

/** Siblings are counted anew for each path as long as they are no more than these. */
const FEW = 64;

interface Crowd {
  /** In the order of the file, so that a child is found by its own. */
  readonly offsets: Int32Array;
  readonly positions: Int32Array;
  readonly totals: ReadonlyMap<string, number>;
}

/** By parent. */
const crowds = new WeakMap<Sibling, Crowd>();

const countCrowd = (parent: Sibling, count: number): Crowd => {
  const offsets = new Int32Array(count);
  const positions = new Int32Array(count);
  const totals = new Map<string, number>();
  let index = 0;
  for (let child = parent.firstChild; child !== undefined; child = child.next) {
    const position = (totals.get(child.local) ?? 0) + 1;
    totals.set(child.local, position);
    offsets[index] = child.offset;
    positions[index] = position;
    index++;
  }
  return { offsets, positions, totals };
};

const positionIn = ({ offsets, positions }: Crowd, { offset }: Sibling): number => {
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return positions[low] ?? 0;
};

const step = (local: string, position: number, total: number): string =>
  total > 1 ? `/${local}[${position}]` : `/${local}`;

/** One step of a path: the position is told where the name repeats among siblings. */
export const stepOf = (element: Sibling): string => {
  const { local, parent } = element;
  if (parent === undefined) return `/${local}`;
  const crowd = crowds.get(parent);
  if (crowd !== undefined) return step(local, positionIn(crowd, element), crowd.totals.get(local) ?? 0);
  let position = 0;
  let total = 0;
  let count = 0;
  for (let sibling = parent.firstChild; sibling !== undefined; sibling = sibling.next) {
    count++;
    if (sibling.local === local) total++;
    if (sibling === element) position = total;
  }
  if (count > FEW) crowds.set(parent, countCrowd(parent, count));
  return step(local, position, total);
};
