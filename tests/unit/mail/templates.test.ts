import { describe, expect, test } from "vitest";
import type { Letter } from "@/lib/mail/mail";
import {
  alreadyAccountMail,
  confirmSignUpMail,
  invitationMail,
  passwordChangedMail,
  resetPasswordMail,
  verifyAddressMail,
} from "@/lib/mail/templates/account";
import {
  organizationDeletedMail,
  organizationGoneMail,
  organizationRestoredMail,
} from "@/lib/mail/templates/organizations";
import { renderMail } from "@/lib/mail/templates/render";
import { signInMail } from "@/lib/mail/templates/sign-in";
import { bypassedMail, linkIdentityMail } from "@/lib/mail/templates/sso";

const to = { name: "Ann Lee", address: "ann@acme.example" };
const link = "https://x.example/reset-password?token=abc&next=%2Fp";
const links = { signIn: "https://x.example/sign-in", forgot: "https://x.example/forgot-password" };
const names = { organization: "Acme", workspace: "People" };
const rendered = (letter: Letter) => renderMail({ to, ...letter });

/** What a mail says, as its reader sees it. */
const shown = (html: string) =>
  html
    .replace(/<(style|title|head)[\s\S]*?<\/\1>/g, " ")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#x27;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ");

/** Each mail, whom it names first, what it has to say, and where it leads. */
const MAILS: readonly (readonly [string, Letter, readonly string[], readonly string[]])[] = [
  [
    "Acme was deleted",
    organizationDeletedMail("en", {
      ...{ owner: "Ann Lee", name: "Acme", who: "Bo Lee", link },
      purgeAfter: new Date("2026-12-27T10:00:00Z"),
    }),
    ["Hello Ann Lee,", "Bo Lee deleted the organization Acme", "restore it until December 27, 2026"],
    [link],
  ],
  [
    "Acme was restored",
    organizationRestoredMail("en", { owner: "Ann Lee", name: "Acme", who: "Bo Lee", link }),
    ["Hello Ann Lee,", "Bo Lee restored the organization Acme"],
    [link],
  ],
  [
    "Everything of Acme is deleted",
    organizationGoneMail("en", {
      ...{ owner: "Ann Lee", name: "Acme", id: "0b1c", rows: 12345, files: 2 },
      at: new Date("2026-12-28T03:30:00Z"),
    }),
    [
      "Hello Ann Lee,",
      "Keep this e-mail as a receipt",
      "December 28, 2026",
      "12,345",
      "Your own account stays",
    ],
    [],
  ],
  [
    "Link a sign-in to your account",
    linkIdentityMail("en", { name: "Ann Lee", label: "Okta", link }),
    ["Hello Ann Lee,", "signed in with Okta", "works once", "30 minutes", "was not changed"],
    [link],
  ],
  [
    "Acme was opened without single sign-on",
    bypassedMail("en", { name: "Ann Lee", who: "Bo Lee", organization: "Acme" }),
    ["Hello Ann Lee,", "Bo Lee opened Acme with a password", "look at the audit log"],
    [],
  ],
  [
    "Confirm your e-mail address",
    confirmSignUpMail("en", { link }),
    ["Hello,", "create your Rollcall account", "works once", "24 hours", "No account is created"],
    [link],
  ],
  [
    "You already have a Rollcall account",
    alreadyAccountMail("en", { name: "Ann Lee", links }),
    ["Hello Ann Lee,", "you already have an account", "Your account was not changed"],
    [links.signIn, links.forgot],
  ],
  [
    "Set a new password",
    resetPasswordMail("en", { name: "Ann Lee", link }),
    ["Hello Ann Lee,", "works once", "30 minutes", "signs you out of every browser", "ignore this e-mail"],
    [link],
  ],
  [
    "Your password was changed",
    passwordChangedMail("en", { name: "Ann Lee", forgot: links.forgot }),
    ["Hello Ann Lee,", "was changed", "If you did not change it, set a new password immediately."],
    [links.forgot],
  ],
  [
    "Verify your e-mail address",
    verifyAddressMail("en", { name: "Ann Lee", link }),
    ["Hello Ann Lee,", "works once", "24 hours", "where you are signed in"],
    [link],
  ],
  [
    "Join Acme on Rollcall",
    invitationMail("en", { organization: "Acme", invitedBy: "Bea", role: "viewer", link }),
    ["Bea invites you to Acme on Rollcall as viewer.", "three days", "do not forward it"],
    [link],
  ],
  [
    "Sign in to People",
    signInMail("en", { names, name: "Ann Lee", link, minutes: 15 }),
    ["Hello Ann Lee,", "sign in to People of Acme", "works once", "15 minutes", 'press "Sign in"'],
    [link],
  ],
];

describe.each(MAILS)("%s", (subject, letter, says, leadsTo) => {
  test("says the same in both forms, and leads only where it should", async () => {
    const mail = await rendered(letter);
    expect(mail.subject).toBe(subject);
    const html = shown(mail.html);
    for (const part of says) {
      expect(mail.text).toContain(part);
      expect(html).toContain(part);
    }
    for (const href of leadsTo) expect(mail.text).toContain(`\n${href}\n`);
    expect(targets(mail.html)).toEqual(leadsTo);
  });

  test("needs no picture, loads nothing and tells nobody that it was opened", async () => {
    const { html } = await rendered(letter);
    expect(html).not.toMatch(/<(img|link|iframe|script|video|object|svg)\b|url\(|@import|background=|src=/i);
    expect(html).toContain("prefers-color-scheme: dark");
  });
});

const targets = (html: string) =>
  [...html.matchAll(/href="([^"]*)"/g)].map(([, to = ""]) => to.replaceAll("&amp;", "&"));

test("names are text, whatever they are made of", async () => {
  const evil = '<img src=x onerror=alert(1)>"\r\nBcc: all@x.example\u2028\u202e';
  for (const letter of [
    signInMail("en", { names: { organization: evil, workspace: evil }, name: evil, link, minutes: 15 }),
    invitationMail("en", { organization: evil, invitedBy: evil, role: "viewer", link }),
    resetPasswordMail("en", { name: evil, link }),
  ]) {
    const mail = await rendered(letter);
    expect(mail.html).not.toMatch(/<img|<script/);
    expect(mail.subject).not.toMatch(/[\r\n\u2028\u202e]/);
    expect(mail.text).not.toMatch(/\nBcc:/);
  }
});

test("the organization is named at the top, Rollcall where there is none", async () => {
  const html = async (letter: Letter) => shown((await rendered(letter)).html);
  expect(await html({ subject: "x", organization: "Acme", blocks: [] })).toContain("Acme");
  expect(await html({ subject: "x", blocks: [] })).toContain("Rollcall");
});

test("figures, lists and the reason for the mail are in both forms", async () => {
  const mail = await rendered({
    subject: "x",
    blocks: [
      { kind: "heading", text: "In numbers" },
      { kind: "facts", facts: [["Would be removed", "41 of 212"]] },
      { kind: "list", items: ["Ann Lee", "Bo Day"] },
    ],
    footer: { text: "You follow this sync.", links: [{ label: "Change", href: "https://x.example/n" }] },
  });
  expect(mail.text).toBe(
    "In numbers\n\nWould be removed: 41 of 212\n\n- Ann Lee\n- Bo Day\n\n--\nYou follow this sync.\nChange:\nhttps://x.example/n\n",
  );
  for (const part of [
    "In numbers",
    "Would be removed",
    "41 of 212",
    "Ann Lee",
    "Bo Day",
    "You follow this sync.",
  ])
    expect(shown(mail.html)).toContain(part);
});
