/** Limits of a verification that answers at once, and of what is shown of a verdict. */

/**
 * Largest invoice that the API verifies at once, in bytes: 4 Mo. Base64 makes 5,592,408 bytes of it, which leaves 699,048 of
 * the 6 MB that Lambda takes in one request (AWS, "Lambda quotas") to the rest of the event, whose headers have 10,240 at most.
 */
export const MAX_TAILLE_VERIFICATION = 4 * 1024 * 1024;

/**
 * Faults that a report shows: more than anyone reads. Their bytes are counted as JSON; in Lambda's answer, of 6 MB at most,
 * they are JSON within JSON, where quotes and what they escape make twice as many in the worst case.
 */
export const MAX_FAUTES_COMPTE_RENDU = { nombre: 1_000, octets: 2_500_000 } as const;
