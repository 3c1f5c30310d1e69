/** Task tokens: opaque to who holds them; what cannot be one is told from one that is unknown. */
import { randomUUID } from "node:crypto";

const SHAPE = /^task:[0-9a-f-]{36}$/;

export const createToken = (): string => Buffer.from(`task:${randomUUID()}`).toString("base64");

export const isToken = (text: string): boolean => SHAPE.test(Buffer.from(text, "base64").toString("utf8"));
