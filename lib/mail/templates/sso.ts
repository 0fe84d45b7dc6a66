import { hello, type Letter, letter, plainLine } from "@/lib/mail/mail";

type Linking = { name: string; label: string; link: string };

/** The label is what owners of an organization call their provider. */
export function linkIdentityMail({ name, label, link }: Linking): Letter {
  return letter({
    subject: "Link a sign-in to your account",
    before: [
      hello(name),
      `Someone signed in with ${plainLine(label)} and wants to use that for your Rollcall account.`,
    ],
    ...{ link, action: "Link to my account" },
    after: [
      "The link works once and expires in 30 minutes. Open it in the browser in which you signed in.",
      "If this was not you, ignore this e-mail. Your account was not changed.",
    ],
  });
}

type Bypassed = { name: string; who: string; organization: string };

/** Owners may open the organization without single sign-on, and the others are told. */
export function bypassedMail({ name, who, organization }: Bypassed): Letter {
  const named = plainLine(organization);
  return letter({
    subject: `${named} was opened without single sign-on`,
    organization: named,
    before: [
      hello(name),
      `${plainLine(who)} opened ${named} with a password, although the organization requires single sign-on. Owners can do that, for when the sign-in provider does not work.`,
    ],
    after: ["If you do not expect this, ask them, and look at the audit log."],
  });
}
