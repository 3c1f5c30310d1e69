/**
 * Is the document one that the schema of its syntax allows? One walk, which allocates nothing for what is right: it is
 * part of each reading.
 */
import type { Syntax } from "#domain/facture/invoice.ts";
import type { FaultLog } from "#formats/fault-log.ts";
import { checkAttributes } from "#formats/structure/attributes.ts";
import type { ChildSlot, ElementType } from "#formats/structure/element-type.ts";
import type { Lexical } from "#formats/structure/lexical.ts";
import { StructureReport } from "#formats/structure/report.ts";
import { explainSequence } from "#formats/structure/sequence.ts";
import { structureOf, vocabularyOf } from "#formats/structure/structures.ts";
import type { XmlElement } from "#formats/xml/element.ts";

// What is found is reported by functions apart: V8 would allocate for each call of a function that holds a closure.

const reportText = (element: XmlElement, report: StructureReport): void =>
  report.add("STRUCT-TEXTE", element, () => ({ params: { element: element.local }, value: element.text }));

const reportContent = (element: XmlElement, child: XmlElement, report: StructureReport): void =>
  report.add("STRUCT-CONTENU", child, () => ({ params: { element: element.local, enfant: child.local } }));

const reportValue = (element: XmlElement, { expected }: Lexical, report: StructureReport): void =>
  report.add("STRUCT-VALEUR", element, () => ({
    params: { element: element.local, attendu: expected },
    value: element.text,
  }));

const reportExtension = (element: XmlElement, report: StructureReport): void => {
  const at = element.firstChild?.next ?? element.firstChild ?? element;
  report.add("STRUCT-EXTENSION", at, () => ({ params: { element: element.local } }));
};

/** Searched for by the engine of regular expressions: four times as fast as a loop over what is nearly all indentation. */
const NO_BLANK = /[^ \t\r\n]/;

const checkNoText = (element: XmlElement, report: StructureReport): void => {
  // Nearly all are empty: the reader leaves indentation out.
  if (element.text !== "" && NO_BLANK.test(element.text)) reportText(element, report);
};

const checkValue = (element: XmlElement, value: Lexical, report: StructureReport): void => {
  if (element.firstChild !== undefined) reportContent(element, element.firstChild, report);
  else if (!value.accepts(element.text)) reportValue(element, value, report);
};

/** After the place that was reached, with no mandatory one skipped, or once more at that place where it may repeat. */
const mayFollow = ({ ordinal, max, mandatoryBefore }: ChildSlot, reached: number, met: number): boolean =>
  ordinal > reached ? mandatoryBefore === met : ordinal === reached && max > 1;

/** Children come in the order of the sequence, so one pass over both decides; why they do not fit is another affair. */
const checkChildren = (element: XmlElement, type: ElementType, report: StructureReport): void => {
  let reached = -1;
  let met = 0;
  let fits = true;
  for (let child = element.firstChild; child !== undefined; child = child.next) {
    const slot = child.place.slot ?? type.children.get(child.local);
    if (fits) {
      fits = slot !== undefined && slot.uri === child.uri && mayFollow(slot, reached, met);
      if (!fits) explainSequence(element, type, report);
    }
    if (slot === undefined) continue;
    if (slot.ordinal > reached) met += slot.min;
    reached = slot.ordinal;
    checkElement(child, slot.type, report);
  }
  if (fits && met < type.mandatory) explainSequence(element, type, report);
};

/** What is not of this syntax is accepted, whatever it holds; what is, in it too, is checked (XML Schema: "lax"). */
const checkFreely = (element: XmlElement, report: StructureReport): void => {
  const known = report.vocabulary.find(element.uri, element.local);
  if (known) checkElement(element, known.type, report);
  else for (let child = element.firstChild; child !== undefined; child = child.next) checkFreely(child, report);
};

const checkExtension = (element: XmlElement, report: StructureReport): void => {
  const { firstChild, uri } = element;
  const alone = firstChild !== undefined && firstChild.next === undefined;
  if (!alone || firstChild.uri === uri || firstChild.uri === "") reportExtension(element, report);
  for (let child = firstChild; child !== undefined; child = child.next) checkFreely(child, report);
};

const checkElement = (element: XmlElement, type: ElementType, report: StructureReport): void => {
  const { content, value } = type;
  if (content === "any") return;
  checkAttributes(element, type, report);
  if (value !== undefined) {
    checkValue(element, value, report);
    return;
  }
  checkNoText(element, report);
  if (content === "extension") checkExtension(element, report);
  else checkChildren(element, type, report);
};

/**
 * Adds the faults of structure to the log, all fatal, each at its place; those of one parent stand together. The root is
 * one that the syntax was recognised by. Linear in the size of the document.
 */
export const checkStructure = (root: XmlElement, syntax: Syntax, faults: FaultLog): void =>
  checkElement(root, structureOf(syntax), new StructureReport(vocabularyOf(syntax), faults));
