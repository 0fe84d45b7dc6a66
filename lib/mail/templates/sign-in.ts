import { hello, type Letter, letter, plainLine } from "@/lib/mail/mail";

type Facts = {
  names: { organization: string; workspace: string };
  /** Of the user; may be empty. */
  name: string;
  link: string;
  minutes: number;
};

/** The mail with a link that signs a user in to the portal of their workspace. */
export function signInMail({ names, name, link, minutes }: Facts): Letter {
  const workspace = plainLine(names.workspace);
  return letter({
    subject: `Sign in to ${workspace}`,
    organization: plainLine(names.organization),
    before: [
      hello(name),
      `Here is your link to sign in to ${workspace} of ${plainLine(names.organization)}.`,
    ],
    ...{ link, action: "Sign in" },
    after: [
      `It works once and expires in ${minutes} minutes. On the page it opens, press "Sign in".`,
      "If you did not request it, ignore this e-mail. Nobody can sign in without the link.",
    ],
  });
}
