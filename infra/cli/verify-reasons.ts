/** Why the system did not give a file, in words. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: "l'accès est refusé",
  EPERM: "l'accès est refusé",
  ENOENT: "aucun fichier ou dossier de ce nom",
  ELOOP: "son lien tourne en rond",
  ENAMETOOLONG: "son nom est trop long",
  EISDIR: "c'est un dossier",
  ENOSPC: "il n'y a plus de place",
  EIO: "le disque ne répond pas",
};

/** @param error what a call of `node:fs` threw. */
export const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && "code" in error ? String(error.code) : "cause inconnue";
  return REASONS[code] ?? `erreur ${code} du système`;
};
