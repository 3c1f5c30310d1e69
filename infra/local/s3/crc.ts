/**
 * The cyclic redundancy checks of S3 that Node does not have: CRC32C (RFC 3720 §12.1) and CRC64NVME (NVM Express,
 * Base Specification, "64b CRC"). Both are reflected, and run eight bytes at a time over eight tables.
 *
 * A 64-bit value is kept as two 32-bit halves, because BigInt arithmetic is some fifty times slower.
 */
interface Tables {
  /** Low and high halves, eight tables of 256 entries each. */
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

const SLICES = 8;

const tablesOf = (polynomialLow: number, polynomialHigh: number): Tables => {
  const low = new Uint32Array(SLICES * 256);
  const high = new Uint32Array(SLICES * 256);
  for (let byte = 0; byte < 256; byte++) {
    let [l, h] = [byte, 0];
    for (let bit = 0; bit < 8; bit++) {
      const carry = l & 1;
      l = (l >>> 1) | ((h & 1) << 31);
      h >>>= 1;
      if (carry) [l, h] = [l ^ polynomialLow, h ^ polynomialHigh];
    }
    low[byte] = l;
    high[byte] = h;
  }
  for (let i = 256; i < SLICES * 256; i++) {
    const [l = 0, h = 0] = [low[i - 256], high[i - 256]];
    low[i] = ((l >>> 8) | ((h & 0xff) << 24)) ^ (low[l & 0xff] ?? 0);
    high[i] = (h >>> 8) ^ (high[l & 0xff] ?? 0);
  }
  return { low, high };
};

/** One byte further. */
const step = ({ low, high }: Tables, l: number, h: number, byte: number): readonly [low: number, high: number] => {
  const index = (l ^ byte) & 0xff;
  return [((l >>> 8) | ((h & 0xff) << 24)) ^ (low[index] ?? 0), (h >>> 8) ^ (high[index] ?? 0)];
};

const run = (tables: Tables, data: Buffer, initialHigh: number): readonly [low: number, high: number] => {
  const { low, high } = tables;
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const whole = data.length - (data.length % SLICES);
  let l = 0xffffffff;
  let h = initialHigh;
  for (let i = 0; i < whole; i += SLICES) {
    const x = l ^ view.getUint32(i, true);
    const y = h ^ view.getUint32(i + 4, true);
    let [nextLow, nextHigh] = [0, 0];
    for (let slice = 0; slice < 4; slice++) {
      const shift = slice * 8;
      const first = (7 - slice) * 256 + ((x >>> shift) & 0xff);
      const second = (3 - slice) * 256 + ((y >>> shift) & 0xff);
      nextLow ^= (low[first] ?? 0) ^ (low[second] ?? 0);
      nextHigh ^= (high[first] ?? 0) ^ (high[second] ?? 0);
    }
    l = nextLow;
    h = nextHigh;
  }
  for (let i = whole; i < data.length; i++) [l, h] = step(tables, l, h, data[i] ?? 0);
  return [l, h];
};

const CRC32C = tablesOf(0x82f63b78, 0);
const CRC64NVME = tablesOf(0xac4bc9b5, 0x9a6c9329);

const bigEndian = (...words: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(words.length * 4);
  words.forEach((word, index) => {
    bytes.writeUInt32BE(word >>> 0, index * 4);
  });
  return bytes;
};

/** Four bytes, most significant first. */
export const crc32c = (data: Buffer): Buffer => {
  const [low] = run(CRC32C, data, 0);
  return bigEndian(~low);
};

/** Eight bytes, most significant first. */
export const crc64nvme = (data: Buffer): Buffer => {
  const [low, high] = run(CRC64NVME, data, 0xffffffff);
  return bigEndian(~high, ~low);
};
