import { escapeHtml, type Mail } from "@/lib/mail/mail";

/** The lines of a mail, in their order; `link` stands in a line of its own. */
type Lines = { subject: string; before: readonly string[]; link?: string; after: readonly string[] };

/** A mail in both forms. No picture, nothing that tells us whether it was opened. */
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
