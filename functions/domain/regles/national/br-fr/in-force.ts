/**
 * BR-FR rules, as published for flow 2 (exchange of invoices between platforms). A platform only warned of them until
 * 31 August 2026 when it sent; from the first day of compulsory electronic invoicing they refuse.
 */
export const BR_FR = {
  severity: "fatal",
  from: "2026-09-01",
  source: "XP Z12-012, rules BR-FR V1.4.0 (FNFE-MPE, 30 June 2026); loi 2022-1157, art. 26",
} as const;
