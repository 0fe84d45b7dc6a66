import { escapeHtml, type Mail, plainLine } from "@/lib/mail/mail";

type Facts = {
  names: { organization: string; workspace: string };
  /** Of the user; may be empty. */
  name: string;
  link: string;
  minutes: number;
};

/** The mail with a sign-in link. No picture, nothing that tells us whether it was opened. */
export function signInMail({ names, name, link, minutes }: Facts): Omit<Mail, "to"> {
  const place = `${plainLine(names.workspace)} of ${plainLine(names.organization)}`;
  const lines = {
    hello: name ? `Hello ${plainLine(name)},` : "Hello,",
    what: `here is your link to sign in to ${place}:`,
    how: `It works once, for ${minutes} minutes. The page it opens has a button: press "Sign in" there.`,
    not: "Did you not ask for it? Then you can leave it: without this mail nobody gets in.",
  };
  const html = (text: string) => `<p>${escapeHtml(text)}</p>`;
  return {
    subject: `Your link to ${plainLine(names.workspace)}`,
    text: `${lines.hello}\n\n${lines.what}\n\n${link}\n\n${lines.how}\n\n${lines.not}\n`,
    html: [
      `<div style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:560px">`,
      html(lines.hello),
      html(lines.what),
      `<p><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></p>`,
      html(lines.how),
      html(lines.not),
      "</div>",
    ].join("\n"),
  };
}
