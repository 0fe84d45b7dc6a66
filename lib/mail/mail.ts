/** A mail to one person. `address` is one that `isEmail` holds for; `html` says the same as `text`. */
export type Mail = {
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
};

/** A header's worth of text: no line break or other control character gets through, whatever a name is made of. */
export function plainLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim()
    .slice(0, 200);
}

/** Text escaped for HTML, attributes included. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** The lines of a mail, in their order; `link` is on a line of its own. */
type Lines = { subject: string; before: readonly string[]; link?: string; after: readonly string[] };

/** A mail in both forms. No picture, nothing that shows us whether it was opened. */
export function letter({ subject, before, link, after }: Lines): Omit<Mail, "to"> {
  const paragraph = (text: string) => `<p>${escapeHtml(text)}</p>`;
  const href = link && escapeHtml(link);
  return {
    subject,
    text: `${[...before, ...(link ? [link] : []), ...after].join("\n\n")}\n`,
    html: [
      `<div style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:560px">`,
      ...before.map(paragraph),
      ...(href ? [`<p><a href="${href}">${href}</a></p>`] : []),
      ...after.map(paragraph),
      "</div>",
    ].join("\n"),
  };
}
