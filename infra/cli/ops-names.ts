/** Which executions an operator means. */
import type { ExecutionDetail } from "#domain/exploitation/execution.ts";
import { type ExecutionReference, makeFindExecutions } from "#usecases/exploitation/find-executions.ts";
import { physicalName } from "../naming.ts";
import type { Stade } from "../stade.ts";
import { Misuse } from "./misuse.ts";
import type { OpsOrder } from "./ops-order.ts";
import { fullName } from "./ops-words.ts";

const ARN = /^arn:.*:execution:([^:]+):([^:]+)$/;

/** `nom`, `machine/nom`, or the ARN that an alarm or the console shows. */
const readReference = (written: string, machine: string | undefined, stade: Stade): ExecutionReference => {
  const prefix = physicalName(stade, "");
  const [, physical, name] = ARN.exec(written) ?? [];
  if (physical !== undefined && name !== undefined) {
    if (!physical.startsWith(prefix)) throw new Misuse(`${written} n'est pas une exécution du stade ${stade}.`);
    return { machine: physical.slice(prefix.length), nom: name };
  }
  const slash = written.indexOf("/");
  if (slash >= 0) return { machine: written.slice(0, slash), nom: written.slice(slash + 1) };
  return { nom: written, ...(machine !== undefined && { machine }) };
};

/** @throws {Misuse} naming the machines that there are. */
export const checkMachine = async (
  machine: string | undefined,
  { executions }: OpsOrder["platform"],
): Promise<void> => {
  if (machine === undefined) return;
  const known = await executions.machines();
  if (known.includes(machine)) return;
  const list = known.length === 0 ? "Aucune machine n'est déployée" : `Machines déployées : ${known.join(", ")}`;
  throw new Misuse(`Machine inconnue : ${machine}. ${list}.`);
};

/** @throws {Misuse} when several machines have an execution of that name; Error when none has. */
export const findOne = async ({ options, platform }: OpsOrder, written: string): Promise<ExecutionDetail> => {
  const reference = readReference(written, options.machine, options.stade);
  await checkMachine(reference.machine, platform);
  const found = await makeFindExecutions(platform)(reference);
  const [only] = found;
  if (!only)
    throw new Error(`Aucune exécution ne porte le nom ${written} : elles sont oubliées 90 jours après leur fin.`);
  if (found.length > 1) {
    throw new Misuse(`Plusieurs machines ont une exécution de ce nom. Précisez : ${found.map(fullName).join(", ")}.`);
  }
  return only;
};
