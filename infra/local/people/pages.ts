/** The pages that people see: plain HTML that works without script, style sheet or image from elsewhere. */

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? "");

const STYLE = `
body{margin:0;background:#f6f6f6;color:#161616;font:1.125rem/1.5 system-ui,sans-serif}
main{max-width:26rem;margin:2rem auto;padding:2rem;background:#fff;border:1px solid #ddd}
h1{margin-top:0;font-size:1.5rem}
label{display:block;margin-top:1.25rem}
input{box-sizing:border-box;width:100%;padding:.6rem;border:1px solid #3a3a3a;font:inherit}
button{margin-top:1.75rem;padding:.6rem 1.5rem;border:0;background:#000091;color:#fff;font:inherit}
:focus-visible{outline:3px solid #0a76f6;outline-offset:2px}
[role=alert]{padding:.75rem 1rem;border-left:.25rem solid #ce0500}
`;

/** `form-action` is left open: browsers apply it to the redirection that follows a sign-in, to another origin. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

const page = (title: string, content: string): string => `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${content}
</main>
</body>
</html>
`;

export interface LoginForm {
  readonly email: string;
  /** Why the last try did not succeed. */
  readonly fault?: string;
}

export const loginPage = ({ email, fault }: LoginForm): string =>
  page(
    fault === undefined ? "Connexion" : "Échec de la connexion",
    `${fault === undefined ? "" : `<p role="alert" id="fault">${escaped(fault)}</p>`}
<form method="post">
<label for="email">Adresse électronique</label>
<input id="email" name="email" type="email" autocomplete="username" required value="${escaped(email)}"${fault === undefined ? " autofocus" : ' aria-describedby="fault"'}>
<label for="password">Mot de passe</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${fault === undefined ? "" : ' aria-describedby="fault" autofocus'}>
<button type="submit">Se connecter</button>
</form>`,
  );

/** The same words whatever the cause, so that they do not tell who has an account. */
export const REFUSED = "L’adresse électronique ou le mot de passe est incorrect.";

const UNITS = [
  { seconds: 60, one: "minute", many: "minutes" },
  { seconds: 1, one: "seconde", many: "secondes" },
] as const;

const duration = (seconds: number): string => {
  const { seconds: size, one, many } = UNITS.find((unit) => seconds >= unit.seconds) ?? UNITS[1];
  const count = Math.ceil(seconds / size);
  return `${count} ${count > 1 ? many : one}`;
};

export const lockedMessage = (seconds: number): string =>
  `Trop d’essais infructueux : la connexion est bloquée pendant ${duration(seconds)}. Réessayez ensuite.`;

const CAUSES: Readonly<Record<string, string>> = {
  expired: "Votre demande de connexion a expiré ou a déjà servi.",
  invalid_client: "L’application qui vous envoie n’est pas connue.",
  invalid_redirect_uri: "L’adresse de retour demandée n’est pas celle de l’application.",
};

export const errorPage = (code: string): string =>
  page(
    "Connexion impossible",
    `<p role="alert">${escaped(CAUSES[code] ?? "La demande de connexion n’a pas pu aboutir.")}</p>
<p>Revenez à l’application et recommencez. Si l’erreur se répète, communiquez ce code : <code>${escaped(code)}</code>.</p>`,
  );
