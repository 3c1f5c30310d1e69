/** Whether a file begins with those bytes. */
export const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean => {
  for (let index = 0; index < signature.length; index++) if (bytes[index] !== signature[index]) return false;
  return true;
};
