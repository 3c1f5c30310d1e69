/** A run: a client deposits, the platform is killed under it, time passes, and what is left is compared. */
import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import { ApiRefusal, type Session, signIn } from "#infra/cli/platform.ts";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "#infra/local/defaults.ts";
import type { ChildPlace } from "#test/given/child-platform.ts";
import { type AwsPlace, readQueues, readStored } from "#test/given/stored.ts";
import { prepareInvoices } from "./invoices.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import type { Outcome } from "./promises.ts";
import { createRandom, type Random } from "./random.ts";
import { readShown } from "./shown.ts";
import { clientId, createSupplier, type Supplier, secret } from "./supplier.ts";
import { repairedBySweeps } from "./sweeps.ts";
import { createVictim, type Victim } from "./victim.ts";

export interface CampaignOptions {
  readonly place: ChildPlace;
  readonly kills: number;
  readonly uploads: number;
  /** Gives the instants again; what was in flight at them is chance. */
  readonly seed: number;
  readonly log: (line: string) => void;
}

export interface Campaign extends Outcome {
  /** Kills that interrupted at least one request. */
  readonly killsInFlight: number;
  /** Further kills, in the midst of a start. */
  readonly killsDuringStart: number;
  /** Wake-ups that were lost, and made up for by the hourly sweep. */
  readonly repaired: number;
  readonly seconds: number;
}

/** What the phases of a run share. */
interface Run {
  readonly api: string;
  readonly aws: AwsPlace;
  readonly random: Random;
  readonly ledger: Ledger;
  readonly supplier: Supplier;
  readonly victim: Victim;
  readonly killed: (interrupted: boolean) => void;
  readonly killedDuringStart: () => void;
}

/** Steps that are acknowledged for every invoice before its verdict: token, deposit and upload. */
const STEPS = 3;
/** A kill comes up to so many milliseconds after the acknowledgement that was drawn for it. */
const MOST_DELAY_MS = 60;
/** Of so many kills one is followed by another in the midst of the start. */
const KILLS_PER_START = 4;
/** Of so many kills one is kept for the time when interrupted messages come back. */
const KILLS_PER_RETURN = 10;
/** How far into that time it comes at most, in milliseconds. */
const MOST_RETURN_MS = 600;
const MINUTE_MS = 60_000;
/** Longer than any queue hides a message. */
const VISIBILITY_MS = 7 * MINUTE_MS;
/** Long enough for the hourly sweep to come after the delay that it leaves to the stream. */
const SWEEP_MS = 120 * MINUTE_MS;
/** A message that comes back so often has become a dead letter: waiting longer would change nothing. */
const MOST_RETURNS = 8;

const Horloge = z.object({ maintenant: z.iso.datetime() });

/** Moves the platform's clock forward and waits for all that becomes due meanwhile. */
const moveClock = async (api: string, byMs: number): Promise<void> => {
  const url = `${api}/_local/horloge`;
  const { maintenant } = Horloge.parse(await (await fetch(url)).json());
  const au = new Date(Date.parse(maintenant) + byMs).toISOString();
  const response = await fetch(url, { method: "POST", body: JSON.stringify({ au }) });
  if (!response.ok) throw new Error(`the clock did not move: ${await response.text()}`);
};

/** Kills at instants drawn evenly over all that the client is to have acknowledged. */
const depositUnderKills = async (run: Run, kills: number): Promise<void> => {
  const { random, ledger, supplier, victim } = run;
  const draws = Array.from({ length: kills }, () => random() * ledger.entries.length * STEPS);
  const load = supplier.depositAll();
  for (const [index, instant] of draws.sort((one, other) => one - other).entries()) {
    await Promise.race([ledger.reached(instant), load]);
    await pause(random() * MOST_DELAY_MS);
    run.killed(supplier.inFlight() > 0);
    if ((index + 1) % KILLS_PER_START === 0) {
      run.killedDuringStart();
      await victim.killTwice(random());
    } else await victim.kill();
  }
  await load;
};

/** Kills while the messages that were in flight at earlier kills are delivered again. */
const returnUnderKills = async ({ api, random, victim, killed }: Run, kills: number): Promise<void> => {
  for (let kill = 0; kill < kills; kill++) {
    const isCutOff = moveClock(api, VISIBILITY_MS).then(
      () => false,
      () => true,
    );
    await pause(random() * MOST_RETURN_MS);
    await victim.kill();
    killed(await isCutOff);
  }
};

/** Lets the messages that kills have hidden come back, until every verdict is there and every queue is empty. */
const waitForRest = async ({ api, aws, supplier }: Run): Promise<void> => {
  for (let returns = 0; returns < MOST_RETURNS; returns++) {
    const missing = await supplier.askVerdicts();
    const held = (await readQueues(aws)).reduce((sum, { messages }) => sum + messages, 0);
    if (missing === 0 && held === 0) return;
    await moveClock(api, VISIBILITY_MS);
  }
};

/** A token from before the kills is as good after them: its life is an hour. */
const checkToken = async (session: Session, { contradicted }: Ledger): Promise<void> => {
  try {
    await session.list();
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    contradicted(`a token from before the kills: ${error.message}`);
  }
};

export const runCampaign = async ({ place, kills, uploads, seed, log }: CampaignOptions): Promise<Campaign> => {
  const begun = performance.now();
  const ledger = createLedger(prepareInvoices(uploads));
  const api = `http://127.0.0.1:${place.ports.api}`;
  let done = 0;
  let killsInFlight = 0;
  let killsDuringStart = 0;
  const run: Run = {
    api,
    aws: {
      endpoint: `http://127.0.0.1:${place.ports.aws}`,
      region: LOCAL_REGION,
      credentials: LOCAL_CREDENTIALS,
    },
    random: createRandom(seed),
    ledger,
    supplier: createSupplier(api, ledger),
    victim: createVictim(place),
    killed: (interrupted) => {
      done += 1;
      killsInFlight += Number(interrupted);
      log(`kill ${done}/${kills}: ${ledger.acknowledged()} steps acknowledged, ${ledger.verdicts()} verdicts seen`);
    },
    killedDuringStart: () => {
      killsDuringStart += 1;
      log("  and again during the start");
    },
  };
  const killsAtReturn = Math.ceil(kills / KILLS_PER_RETURN);
  try {
    await run.victim.serving();
    const early = await signIn(api, clientId, secret);
    await depositUnderKills(run, kills - killsAtReturn);
    await checkToken(early, ledger);
    log(
      `${uploads} uploaded, ${ledger.verdicts()} verdicts seen: the others wait for interrupted messages to come back`,
    );
    await returnUnderKills(run, killsAtReturn);
    await waitForRest(run);
    await moveClock(api, SWEEP_MS);
    await waitForRest(run);
    // What is compared is what a last kill leaves on disk.
    await run.victim.kill();
    return {
      ledger,
      shown: await readShown(api, ledger.entries),
      stored: await readStored(run.aws),
      killsInFlight,
      killsDuringStart,
      repaired: repairedBySweeps(place.dataDir),
      seconds: (performance.now() - begun) / 1000,
    };
  } finally {
    await run.victim.end();
  }
};
