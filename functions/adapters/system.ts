/** Time and chance of the machine. */
import { randomBytes } from "node:crypto";
import { encodeId } from "#domain/identifiants/encode-id.ts";
import type { System } from "#ports/system.ts";

/** Bits of an alias: numbers stay exact in clients that read JSON numbers as doubles. */
const ALIAS_BITS = 53;

export const machineSystem: System = {
  now: () => new Date(),
  newId: () => encodeId(randomBytes(17)),
  newAlias: () => Number(BigInt.asUintN(ALIAS_BITS, randomBytes(8).readBigUInt64BE())),
};
