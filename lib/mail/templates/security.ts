import { hello, type Letter, letter, plainLine } from "@/lib/mail/mail";

type Told = { name: string; link: string };

const CHECK = "If this was not you, change your password and check your second factors immediately.";

/** After the fact, so that its owner notices when it was someone else. */
function changed(subject: string, what: string) {
  return ({ name, link }: Told): Letter =>
    letter({
      subject,
      before: [hello(name), `${what} If this was you, there is nothing to do.`, CHECK],
      ...{ link, action: "Check your account" },
      after: [],
    });
}

export const authenticatorAddedMail = changed(
  "An authenticator app was added",
  "An authenticator app was added to your Rollcall account. Signing in now asks for a code from it.",
);

export const authenticatorRemovedMail = changed(
  "Your authenticator app was removed",
  "The authenticator app was removed from your Rollcall account.",
);

export const passkeyAddedMail = changed(
  "A passkey was added",
  "A passkey was added to your Rollcall account. You can sign in with it.",
);

export const passkeyRemovedMail = changed(
  "A passkey was removed",
  "A passkey was removed from your Rollcall account.",
);

export const recoveryCodesMail = changed(
  "New recovery codes were made",
  "New recovery codes were made for your Rollcall account. Earlier ones no longer work.",
);

export const recoveryCodeUsedMail = changed(
  "A recovery code was used",
  "Someone signed in to your Rollcall account with one of your recovery codes.",
);

export const guessedMail = changed(
  "Someone may know your password",
  "Someone entered your password for Rollcall, then wrong codes. They were not let in.",
);

/** To the address that the account has; it names the one to be. */
export function approveEmailMail({ name, link, email }: Told & { email: string }): Letter {
  return letter({
    subject: "Approve your new e-mail address",
    before: [hello(name), `Your Rollcall account is to use ${plainLine(email)} instead of this address.`],
    ...{ link, action: "Approve the change" },
    after: [
      "The link works once and expires in 24 hours. Open it in a browser where you are signed in.",
      "If you did not request it, change your password. Nothing changes until someone opens this link.",
    ],
  });
}

/** To the address to be. Without a name: anyone can have this mail sent to anybody. */
export function proveEmailMail({ link }: { link: string }): Letter {
  return letter({
    subject: "Confirm your new e-mail address",
    before: [hello(""), "Confirm that this is the new e-mail address of your Rollcall account."],
    ...{ link, action: "Confirm address" },
    after: [
      "The link works once and expires in 24 hours. Open it in a browser where you are signed in.",
      "If you did not request it, ignore this e-mail.",
    ],
  });
}

/** To the address to be, when it has an account already: the page says the same to everyone. */
export function emailTakenMail({ link }: { link: string }): Letter {
  return letter({
    subject: "Your e-mail address already has an account",
    before: [
      hello(""),
      "Someone wants to use this address for another Rollcall account. It already has one, so nothing was changed.",
    ],
    ...{ link, action: "Sign in" },
    after: ["If this was not you, ignore this e-mail."],
  });
}

/** To the former address. */
export function emailChangedMail({ name, link, email }: Told & { email: string }): Letter {
  return letter({
    subject: "Your e-mail address was changed",
    before: [
      hello(name),
      `Your Rollcall account now uses ${plainLine(email)}. Mails about it no longer come here.`,
      "If this was not you, ask the owner of your organization or the people who operate Rollcall for help.",
    ],
    ...{ link, action: "Open Rollcall" },
    after: [],
  });
}

export function accountDeletedMail({ name }: { name: string }): Letter {
  return letter({
    subject: "Your account was deleted",
    before: [
      hello(name),
      "Your Rollcall account was deleted. You are signed out of every browser and no longer a member of any organization.",
    ],
    after: ["What you did stays in the audit logs of those organizations."],
  });
}
