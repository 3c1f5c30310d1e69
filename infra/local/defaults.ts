/** Facts of the embedded runtime that a client of it needs to know, without the runtime itself. */

/** The one pair of keys that the runtime knows. */
export const LOCAL_CREDENTIALS = {
  accessKeyId: "plainchant",
  secretAccessKey: "plainchant-sur-cette-machine",
} as const;

export const LOCAL_REGION = "eu-west-3";

/** Loopback ports; 0 lets the system choose. */
export interface Ports {
  readonly api: number;
  readonly aws: number;
  readonly people: number;
}

export const DEFAULT_PORTS: Ports = { api: 4600, aws: 4601, people: 4602 };
