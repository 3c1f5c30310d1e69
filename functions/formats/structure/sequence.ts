/**
 * Why the children of an element are not what its type asks for. Run for those elements alone where something is wrong,
 * so that finding that nothing is wrong costs next to nothing.
 */
import type { ChildSlot, ElementType } from "#formats/structure/element-type.ts";
import { anyOf, type StructureReport } from "#formats/structure/report.ts";
import type { XmlElement } from "#formats/xml/element.ts";

interface Placed {
  readonly child: XmlElement;
  readonly slot: ChildSlot;
}

/** A child in order, with those before it. */
interface Chain extends Placed {
  readonly length: number;
  readonly previous: Chain | undefined;
}

/** More places than that help nobody to find the right one. */
const MAX_HOMES = 3;

const espaceOf = (uri: string): string => (uri === "" ? "aucun" : uri);

/** Names of the elements that may hold such a child. */
const homesOf = ({ uri, local }: XmlElement, { vocabulary }: StructureReport): ReadonlySet<string> => {
  const homes = new Set<string>();
  for (const namesakes of vocabulary.elements.values()) {
    for (const home of namesakes) if (home.type.children.get(local)?.uri === uri) homes.add(home.local);
  }
  return homes;
};

const reportStranger = (child: XmlElement, parent: XmlElement, report: StructureReport): void => {
  const { uri, local } = child;
  const { vocabulary } = report;
  if (vocabulary.find(uri, local) === undefined) {
    const params = { element: local, espace: espaceOf(uri), norme: vocabulary.standard };
    report.add("STRUCT-ELEMENT-INCONNU", child, () => ({ params }));
    return;
  }
  report.add("STRUCT-ELEMENT-INTERDIT", child, () => {
    const homes = homesOf(child, report);
    const lieux = homes.size > 0 && homes.size <= MAX_HOMES ? anyOf(homes) : "un élément qui l'admet";
    return { params: { element: local, parent: parent.local, lieux } };
  });
};

const reportNamespace = (child: XmlElement, { uri }: ChildSlot, report: StructureReport): void =>
  report.add("STRUCT-ESPACE-DE-NOMS", child, () => ({
    params: { element: child.local, espace: espaceOf(child.uri), attendu: uri },
  }));

/** The children that may stand at this place: several where there is a choice. */
const namesAt = (type: ElementType, ordinal: number | undefined): string =>
  anyOf(type.sequence.filter((slot) => slot.ordinal === ordinal).map(({ local }) => local));

const reportRepeated = (child: XmlElement, parent: XmlElement, type: ElementType, report: StructureReport): void =>
  report.add("STRUCT-ELEMENT-REPETE", child, () => {
    const ordinal = type.children.get(child.local)?.ordinal;
    return { params: { element: child.local, parent: parent.local, admis: namesAt(type, ordinal) } };
  });

/** Where a child of that place goes, beside what is there already. */
const placeAmong = (counts: ReadonlyMap<number, number>, ordinal: number, { sequence }: ElementType): string => {
  const before = sequence.findLast((slot) => slot.ordinal < ordinal && counts.has(slot.ordinal));
  return before === undefined ? "en premier" : `après « ${before.local} »`;
};

const reportMissing = (
  parent: XmlElement,
  type: ElementType,
  counts: ReadonlyMap<number, number>,
  report: StructureReport,
): void => {
  let reported = -1;
  for (const { min, ordinal } of type.sequence) {
    // The alternatives of a choice share their place, and are missing once.
    if (min === 0 || counts.has(ordinal) || ordinal === reported) continue;
    reported = ordinal;
    report.add("STRUCT-ELEMENT-ABSENT", parent, () => {
      const place = placeAmong(counts, ordinal, type);
      return { params: { attendu: namesAt(type, ordinal), parent: parent.local, place } };
    });
  }
};

const longestUpTo = (chains: readonly (Chain | undefined)[], ordinal: number): Chain | undefined => {
  let longest: Chain | undefined;
  for (let place = 0; place <= ordinal; place++) {
    const chain = chains[place];
    if (chain !== undefined && chain.length >= (longest?.length ?? 0)) longest = chain;
  }
  return longest;
};

/**
 * The longest run of children that stand in order: the fewest others are then out of place. Linear in the children, since
 * no sequence has more than some hundred places.
 */
const longestRun = (placed: readonly Placed[]): ReadonlySet<XmlElement> => {
  /** The longest chain that ends at each place. */
  const chains: (Chain | undefined)[] = [];
  for (const { child, slot } of placed) {
    const previous = longestUpTo(chains, slot.ordinal);
    chains[slot.ordinal] = { child, slot, previous, length: (previous?.length ?? 0) + 1 };
  }
  const run = new Set<XmlElement>();
  for (let chain = longestUpTo(chains, chains.length); chain !== undefined; chain = chain.previous)
    run.add(chain.child);
  return run;
};

const areInOrder = (placed: readonly Placed[]): boolean =>
  placed.every(({ slot }, index) => index === 0 || (placed[index - 1]?.slot.ordinal ?? 0) <= slot.ordinal);

const reportMisplaced = (parent: XmlElement, placed: readonly Placed[], report: StructureReport): void => {
  if (areInOrder(placed)) return;
  const run = longestRun(placed);
  /** Names of those in order, by place. */
  const inOrder: (string | undefined)[] = [];
  for (const { child, slot } of placed) if (run.has(child)) inOrder[slot.ordinal] = slot.local;
  let reached = 0;
  for (const { child, slot } of placed) {
    const { ordinal } = slot;
    if (run.has(child)) {
      reached = ordinal;
      continue;
    }
    const late = reached > ordinal;
    report.add("STRUCT-ELEMENT-DEPLACE", child, () => {
      const isThere = (name: string | undefined): boolean => name !== undefined;
      const place = late
        ? `avant « ${inOrder.slice(ordinal + 1).find(isThere)} »`
        : `après « ${inOrder.slice(0, ordinal).findLast(isThere)} »`;
      return { params: { element: child.local, parent: parent.local, place } };
    });
  }
};

/** Reports each child that is unknown, of too many or out of place, and each that is missing: one fault for one cause. */
export const explainSequence = (parent: XmlElement, type: ElementType, report: StructureReport): void => {
  const counts = new Map<number, number>();
  const placed: Placed[] = [];
  for (let child = parent.firstChild; child !== undefined; child = child.next) {
    const slot = type.children.get(child.local);
    if (slot === undefined) {
      reportStranger(child, parent, report);
      continue;
    }
    if (slot.uri !== child.uri) reportNamespace(child, slot, report);
    const count = (counts.get(slot.ordinal) ?? 0) + 1;
    counts.set(slot.ordinal, count);
    if (count > slot.max) reportRepeated(child, parent, type, report);
    else placed.push({ child, slot });
  }
  reportMissing(parent, type, counts, report);
  reportMisplaced(parent, placed, report);
};
