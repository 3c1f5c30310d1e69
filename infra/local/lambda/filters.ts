/**
 * Event filter patterns of event source mappings.
 *
 * AWS Lambda developer guide, "Control which events Lambda sends to your function": a pattern has the shape of the
 * record; each leaf lists what the value may be.
 */
import { z } from "zod";

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

type Predicate = (value: unknown) => boolean;

const text =
  (test: (value: string) => boolean): Predicate =>
  (value) =>
    typeof value === "string" && test(value);

/** What an object in a leaf may ask; any other word stops the runtime at start. */
const Comparison = z.union([
  z.strictObject({ exists: z.boolean() }).transform(
    ({ exists }): Predicate =>
      (value) =>
        (value !== undefined) === exists,
  ),
  z
    .strictObject({ prefix: z.string() })
    .transform(({ prefix }): Predicate => text((value) => value.startsWith(prefix))),
  z.strictObject({ suffix: z.string() }).transform(({ suffix }): Predicate => text((value) => value.endsWith(suffix))),
  z.strictObject({ "anything-but": z.array(Scalar) }).transform(
    ({ "anything-but": refused }): Predicate =>
      (value) =>
        value !== undefined && !refused.some((one) => one === value),
  ),
]);

const Leaf = z
  .array(
    z.union([
      Scalar.transform(
        (scalar): Predicate =>
          (value) =>
            value === scalar,
      ),
      Comparison,
    ]),
  )
  .min(1)
  .transform(
    (choices): Predicate =>
      (value) =>
        // A value that is a list fits when one of its members does.
        choices.some((fits) => (Array.isArray(value) ? value.some(fits) : fits(value))),
  );

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const Pattern: z.ZodType<Predicate> = z.lazy(() =>
  z.union([
    Leaf,
    z.record(z.string(), Pattern).transform((members): Predicate => {
      const entries = Object.entries(members);
      return (value) => entries.every(([key, fits]) => fits(isObject(value) ? value[key] : undefined));
    }),
  ]),
);

/** A test of records from the JSON patterns of a mapping: one of them must fit; without any, all records do. */
export const compileFilters = (patterns: readonly string[]): Predicate => {
  const compiled = patterns.map((pattern) => {
    const parsed = Pattern.safeParse(JSON.parse(pattern));
    if (!parsed.success) throw new Error(`The event filter ${pattern} is not supported by the embedded runtime`);
    return parsed.data;
  });
  return compiled.length === 0 ? () => true : (record) => compiled.some((fits) => fits(record));
};
