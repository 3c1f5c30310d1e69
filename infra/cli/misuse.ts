/** A command that was called in a way it does not know: its message says what is wrong, and how to call it. */
export class Misuse extends Error {}
