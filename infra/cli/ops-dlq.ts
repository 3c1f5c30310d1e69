/** `dlq list`, `dlq show`, `dlq redrive`. */
import { cut } from "#domain/exploitation/cause.ts";
import { FILES_MORTES, type FileMorte } from "#domain/exploitation/dead-letter.ts";
import { visible } from "#domain/rapports/visible.ts";
import {
  type FileState,
  makeListFilesMortes,
  makePeekFileMorte,
  type ShownLetter,
} from "#usecases/exploitation/dead-letters.ts";
import { makeFollowGiveBack, makeGiveBack } from "#usecases/exploitation/give-back.ts";
import { Misuse } from "./misuse.ts";
import { beside, shortInstant } from "./ops-instants.ts";
import type { OpsOrder, OpsOutcome } from "./ops-order.ts";
import { columns, counted } from "./ops-words.ts";

const DEFAULT_LETTERS = 10;
const SHOWN_BODY = 160;
const POLL_MS = 500;

/** The name of a work queue means its dead-letter queue. */
const readFile = (name: string): FileMorte => {
  const file = FILES_MORTES.find(({ id, source }) => id === name || source === name);
  if (file) return file;
  throw new Misuse(`File inconnue : ${name}. Files connues : ${FILES_MORTES.map(({ id }) => id).join(", ")}.`);
};

const messages = (count: number): string => counted(count, "message", "messages");

const stateRow = ({ file, messages: depth, enLecture, plusAncien }: FileState, now: Date): readonly string[] => [
  file.id,
  messages(depth),
  enLecture === 0 ? "" : `${enLecture} en lecture`,
  plusAncien === undefined ? "" : `depuis le ${shortInstant(plusAncien)} (${beside(plusAncien, now)})`,
  file.source === undefined ? "ne se rend pas" : `se rend à ${file.source}`,
];

export const listDeadLetters = async ({ platform, now }: OpsOrder): Promise<OpsOutcome> => {
  const states = await makeListFilesMortes({ ...platform, files: FILES_MORTES })();
  const instant = now();
  return {
    text: columns(states.map((state) => stateRow(state, instant))),
    json: { files: states.map(({ file, ...state }) => ({ ...file, ...state })) },
    ok: true,
  };
};

const letterText = ({ id, corps, envoyeLe, sujet }: ShownLetter, now: Date, complet: boolean): string => {
  const hints = [
    ...(sujet.depot === undefined ? [] : [`   npm run ops -- depots show ${sujet.depot}`]),
    ...(sujet.facture === undefined ? [] : [`   npm run ops -- facture show ${sujet.facture}`]),
  ];
  return [
    `${shortInstant(envoyeLe)} (${beside(envoyeLe, now)})  ${visible(sujet.phrase)}`,
    `   message ${id}`,
    `   ${visible(complet ? corps : cut(corps, SHOWN_BODY))}`,
    ...hints,
  ].join("\n");
};

export const showDeadLetters = async ({ args, options, platform, now }: OpsOrder): Promise<OpsOutcome> => {
  const [name = ""] = args;
  const file = readFile(name);
  const letters = await makePeekFileMorte(platform)(file, options.limite ?? DEFAULT_LETTERS);
  const instant = now();
  const end = `${counted(letters.length, "message vu, qui reste", "messages vus, qui restent")} dans ${file.id}.`;
  return {
    text:
      letters.length === 0
        ? `La file ${file.id} est vide.`
        : [...letters.map((letter) => letterText(letter, instant, options.complet)), end].join("\n\n"),
    json: { file: file.id, messages: letters },
    ok: true,
  };
};

const followed = async (order: OpsOrder, file: FileMorte, before: number): Promise<OpsOutcome> => {
  const { options, platform, progress, pause, now } = order;
  const follow = makeFollowGiveBack(platform);
  const deadline = now().getTime() + options.attente * 1000;
  for (;;) {
    const move = await follow(file);
    const deplaces = move?.deplaces ?? 0;
    progress.show(deplaces, before, "messages rendus");
    const isOver = move !== undefined && move.statut !== "EN_COURS";
    if (isOver || now().getTime() >= deadline) {
      progress.clear();
      const state = isOver ? "" : " jusqu'ici, le reste suit";
      const failure = move?.statut === "ECHEC" ? ` ; échec : ${move.raison ?? "sans raison"}` : "";
      return {
        text: `${counted(deplaces, "message rendu", "messages rendus")} à ${file.source}${state}${failure}.`,
        json: { file: file.id, applique: true, messages: before, ...move },
        ok: move?.statut !== "ECHEC" && move?.statut !== "ANNULE",
      };
    }
    await pause(POLL_MS);
  }
};

export const redriveDeadLetters = async (order: OpsOrder): Promise<OpsOutcome> => {
  const { args, options, platform } = order;
  const [name = ""] = args;
  const file = readFile(name);
  const { messages: before } = await platform.filesMortes.depth(file);
  const known = { file: file.id, messages: before };
  if (file.source === undefined) {
    const raison = `Les messages de ${file.id} ne viennent d'aucune file et ne se rendent pas : voir ${file.id}-NotEmpty dans docs/runbook.md.`;
    return { text: raison, json: { ...known, applique: false, raison }, ok: false };
  }
  if (before === 0) return { text: `La file ${file.id} est vide.`, json: { ...known, applique: false }, ok: true };
  if (!options.apply) {
    const text = `${counted(before, "message serait rendu", "messages seraient rendus")} par ${file.id} à ${file.source}, pour une nouvelle tentative.\nRien n'a été fait : ajoutez --apply.`;
    return { text, json: { ...known, applique: false }, ok: true };
  }
  const result = await makeGiveBack(platform)(file, options.rate);
  if (!result.commence) {
    return {
      text: `${file.id} : ${result.raison}.`,
      json: { ...known, applique: false, raison: result.raison },
      ok: false,
    };
  }
  return followed(order, file, before);
};
