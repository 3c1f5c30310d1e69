/** How ids are written: short, without look-alike characters, safe in URLs, keys and file names. */

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const ID_LENGTH = 26;

/** Bytes in Crockford's base 32, cut to 26 characters (130 bits). */
export const encodeId = (bytes: Uint8Array): string => {
  let id = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && id.length < ID_LENGTH) {
      bits -= 5;
      id += ALPHABET[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return id;
};
