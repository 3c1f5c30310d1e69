/** The stages that a platform is deployed at; `stages.ts` says what differs between them. */
const STADES = ["local", "qualification", "production"] as const;

export type Stade = (typeof STADES)[number];

/** @throws Error naming the known stages: a typing error must not create a fourth one. */
export const parseStade = (value: string): Stade => {
  const known = STADES.find((stade) => stade === value);
  if (known) return known;
  throw new Error(`Unknown stage "${value}": expected one of ${STADES.join(", ")}`);
};
