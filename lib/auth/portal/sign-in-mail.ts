import { letter, type Mail, plainLine } from "@/lib/mail/mail";

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
  return letter({
    subject: `Your link to ${plainLine(names.workspace)}`,
    before: [lines.hello, lines.what],
    link,
    after: [lines.how, lines.not],
  });
}
