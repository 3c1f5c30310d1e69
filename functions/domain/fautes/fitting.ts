/** How many of the first faults a report has room for. */

interface Room {
  readonly nombre: number;
  /** Of the faults as JSON. */
  readonly octets: number;
}

const bytesOf = (fault: object): number => new TextEncoder().encode(JSON.stringify(fault)).length;

/** One at least, whatever its size, since a verdict has its reason. */
export const countFitting = (faults: readonly object[], { nombre, octets }: Room): number => {
  let bytes = 0;
  const tooMuch = faults.slice(0, nombre).findIndex((fault) => {
    bytes += bytesOf(fault);
    return bytes > octets;
  });
  return tooMuch === -1 ? Math.min(faults.length, nombre) : Math.max(tooMuch, 1);
};
