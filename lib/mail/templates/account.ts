import { hello, type Letter, letter, plainLine } from "@/lib/mail/mail";

const NOT_YOU =
  "If you did not request it, ignore this e-mail. Nothing changes until someone opens the link.";

/** Without the name that was entered: anyone can have this mail sent to anybody, and would write with it what they like. */
export function confirmSignUpMail({ link }: { link: string }): Letter {
  return letter({
    subject: "Confirm your e-mail address",
    before: [hello(""), "Confirm your e-mail address to create your Rollcall account."],
    ...{ link, action: "Confirm address" },
    after: [
      "The link works once and expires in 24 hours. The page it opens asks for the password you chose.",
      "If you did not sign up, ignore this e-mail. No account is created until someone opens the link.",
    ],
  });
}

type Links = { signIn: string; forgot: string };

/** For someone who signs up with the address of their account: the form tells everyone the same. */
export function alreadyAccountMail({ name, links }: { name: string; links: Links }): Letter {
  const written = letter({
    subject: "You already have a Rollcall account",
    before: [hello(name), "Someone signed up with your e-mail address, but you already have an account."],
    ...{ link: links.signIn, action: "Sign in" },
    after: ["If this was not you, ignore this e-mail. Your account was not changed."],
  });
  const footer = {
    text: "You get this e-mail because someone entered your address when signing up.",
    links: [{ label: "Forgot your password? Set a new one", href: links.forgot }],
  };
  return { ...written, footer };
}

export function resetPasswordMail({ name, link }: { name: string; link: string }): Letter {
  return letter({
    subject: "Set a new password",
    before: [hello(name), "You can now set a new password for your Rollcall account."],
    ...{ link, action: "Set a new password" },
    after: [
      "The link works once and expires in 30 minutes. A new password signs you out of every browser.",
      NOT_YOU,
    ],
  });
}

/** After the fact, so that its owner notices when it was someone else. */
export function passwordChangedMail({ name, forgot }: { name: string; forgot: string }): Letter {
  return letter({
    subject: "Your password was changed",
    before: [
      hello(name),
      "The password of your Rollcall account was changed. If you changed it, there is nothing to do.",
      "If you did not change it, set a new password immediately.",
    ],
    ...{ link: forgot, action: "Set a new password" },
    after: [],
  });
}

export function verifyAddressMail({ name, link }: { name: string; link: string }): Letter {
  return letter({
    subject: "Verify your e-mail address",
    before: [hello(name), "Verify the e-mail address of your Rollcall account."],
    ...{ link, action: "Verify address" },
    after: [
      "The link works once and expires in 24 hours. Open it in a browser where you are signed in.",
      NOT_YOU,
    ],
  });
}

type Invited = { organization: string; invitedBy: string; role: string; link: string };

export function invitationMail({ organization, invitedBy, role, link }: Invited): Letter {
  return letter({
    subject: `Join ${plainLine(organization)} on Rollcall`,
    organization: plainLine(organization),
    before: [
      hello(""),
      `${plainLine(invitedBy)} invites you to ${plainLine(organization)} on Rollcall as ${role}.`,
    ],
    ...{ link, action: "Accept invitation" },
    after: [
      "The link works once and expires in three days. It is only for you: do not forward it.",
      "If you do not know them, ignore this e-mail.",
    ],
  });
}

type Access = {
  name: string;
  organization: string;
  workspace: string;
  givenBy: string;
  role: string;
  link: string;
};

/** To a member of the organization who was given a role in one of its workspaces. */
export function accessMail({ name, organization, workspace, givenBy, role, link }: Access): Letter {
  return letter({
    subject: `You can now open ${plainLine(workspace)} on Rollcall`,
    organization: plainLine(organization),
    before: [
      hello(name),
      `${plainLine(givenBy)} gave you access to the workspace ${plainLine(workspace)} of ${plainLine(organization)} as ${role}.`,
    ],
    ...{ link, action: "Open the workspace" },
    after: [],
  });
}
