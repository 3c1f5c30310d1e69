/** The frame of pages that people keep, print and send: one file, that loads nothing and runs nothing. */
import { type Content, html, type Markup } from "#domain/rapports/markup.ts";

export interface Page {
  readonly title: string;
  readonly body: Content;
}

/** The browser is told what the page is: a mistake of ours could not make it run or load anything. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE = `
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 2.5rem; padding-bottom: .25rem; border-bottom: 2px solid #1a1a1a; }
a { color: #00449e; }
code { font: .95em ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
table { width: 100%; border-collapse: collapse; margin: .75rem 0; }
caption { text-align: left; font-weight: 600; }
th, td { padding: .3rem .6rem; border: 1px solid #767676; text-align: left; vertical-align: top; }
th { background: #f0f0f0; }
.verdict { font-size: 1.15rem; font-weight: 600; }
.fatal { border-left: .4rem solid #a40000; padding-left: 1rem; }
.warning { border-left: .4rem solid #7a5200; padding-left: 1rem; }
.valid { border-left: .4rem solid #176117; padding-left: 1rem; }
section { margin: 1.5rem 0; break-inside: avoid-page; }
.document { break-inside: auto; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } a { color: inherit; text-decoration: none; } }
`;

/** Ends with a line end, as files do. */
export const renderPage = ({ title, body }: Page): string => {
  const page: Markup = html`<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`;
  return page.toString();
};
