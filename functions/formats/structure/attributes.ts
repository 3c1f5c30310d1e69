/** The attributes of an element. Declarations of namespaces are none, and the two hints where a schema lies are free. */
import type { AttributeRule, ElementType } from "#formats/structure/element-type.ts";
import { collapse, LEXICAL } from "#formats/structure/lexical.ts";
import type { StructureReport } from "#formats/structure/report.ts";
import { attributeOf, type XmlAttribute, type XmlElement } from "#formats/xml/element.ts";

const XSI = "http://www.w3.org/2001/XMLSchema-instance";

/** XML Schema 1.0 part 1, §2.6.3: allowed on any element. */
const HINTS: ReadonlySet<string> = new Set(["schemaLocation", "noNamespaceSchemaLocation"]);

const isHint = ({ uri, local }: XmlAttribute): boolean => uri === XSI && HINTS.has(local);

const accepts = ({ kind, fixed }: AttributeRule, value: string): boolean =>
  fixed === undefined ? LEXICAL[kind].accepts(value) : collapse(value) === fixed;

const reportUnknown = (element: XmlElement, { local }: XmlAttribute, report: StructureReport): void =>
  report.add("STRUCT-ATTRIBUT-INCONNU", element, () => ({ params: { attribut: local, element: element.local } }));

const reportValue = (
  element: XmlElement,
  { local, value }: XmlAttribute,
  { kind, fixed }: AttributeRule,
  report: StructureReport,
): void =>
  report.add("STRUCT-ATTRIBUT-VALEUR", element, () => {
    const attendu = fixed === undefined ? LEXICAL[kind].expected : `« ${fixed} »`;
    return { params: { attribut: local, element: element.local, attendu }, value };
  });

const reportMissing = (element: XmlElement, attribut: string, report: StructureReport): void =>
  report.add("STRUCT-ATTRIBUT-ABSENT", element, () => ({ params: { attribut, element: element.local } }));

export const checkAttributes = (element: XmlElement, type: ElementType, report: StructureReport): void => {
  for (const attribute of element.attributes) {
    const rule = attribute.uri === "" ? type.attributes.get(attribute.local) : undefined;
    if (rule === undefined) {
      if (!isHint(attribute)) reportUnknown(element, attribute, report);
    } else if (!accepts(rule, attribute.value)) {
      reportValue(element, attribute, rule, report);
    }
  }
  for (const attribute of type.mandatoryAttributes) {
    if (attributeOf(element, attribute) === undefined) reportMissing(element, attribute, report);
  }
};
