import { describe, expect, test } from "vitest";
import type { Notice } from "@/lib/alerts/read-notice";
import { digestOf } from "@/lib/channels/digest";
import { letterOf } from "@/lib/channels/letters";
import { messageOf } from "@/lib/channels/message";
import type { Letter } from "@/lib/mail/mail";
import * as account from "@/lib/mail/templates/account";
import * as organizations from "@/lib/mail/templates/organizations";
import { renderMail } from "@/lib/mail/templates/render";
import * as security from "@/lib/mail/templates/security";
import { signInMail } from "@/lib/mail/templates/sign-in";
import * as sso from "@/lib/mail/templates/sso";
import { ALERT_KINDS } from "@/lib/model/alert";
import { LOCALES, type Locale } from "@/lib/model/locale";

const link = "https://x.example/a?b=1";
const LONG = "Maximiliana-Wilhelmine von Hohenlohe-Waldenburg-Schillingsfürst ".repeat(2).trim();
const ARABIC = "محمد علي";
const at = new Date("2026-11-27T02:00:00Z");

/** Every mail, to someone and about someone of that name. */
function letters(locale: Locale, name: string): Letter[] {
  const told = { name, link };
  const mails = [...Object.values(security), organizations.organizationRestoredMail];
  return [
    ...mails.map((write) => write(locale, { ...told, email: "new@x.example", owner: name, who: name })),
    account.confirmSignUpMail(locale, { link }),
    account.alreadyAccountMail(locale, { name, links: { signIn: link, forgot: link } }),
    account.resetPasswordMail(locale, told),
    account.passwordChangedMail(locale, { name, forgot: link }),
    account.verifyAddressMail(locale, told),
    account.invitationMail(locale, { organization: name, invitedBy: name, role: "x", link }),
    account.accessMail(locale, { name, organization: name, workspace: name, givenBy: name, role: "x", link }),
    organizations.organizationDeletedMail(locale, { owner: name, name, who: name, purgeAfter: at, link }),
    organizations.organizationGoneMail(locale, { owner: name, name, id: "1", at, rows: 12345, files: 2 }),
    organizations.webhookDisabledMail(locale, {
      ...told,
      owner: name,
      organization: name,
      host: "x",
      days: 5,
    }),
    sso.linkIdentityMail(locale, { name, label: name, link }),
    sso.bypassedMail(locale, { name, who: name, organization: name }),
    signInMail(locale, { names: { organization: name, workspace: name }, name, link, minutes: 15 }),
    ...ALERT_KINDS.flatMap((kind) =>
      (["raised", "reminder", "cleared"] as const).map((transition) =>
        alert(locale, { ...noticeOf(name), kind, transition }, name),
      ),
    ),
    letterOf(
      digestOf([{ ...WEEK, name, workspace: name, alerts: ["late", "failed"] }], {
        ...{ place: { name, slug: "a" }, base: link, locale },
      }),
      reader(locale, name),
    ),
  ];
}

const WEEK = { runs: 7, failed: 1, created: 1200, updated: 2, removed: 3 };

const reader = (locale: Locale, name: string) => ({
  ...{ locale, name, why: "x", preferences: link, unsubscribe: { page: link, oneClick: link } },
});

function alert(locale: Locale, notice: Notice, name: string): Letter {
  return letterOf(messageOf(notice, { base: link, now: at, locale }), reader(locale, name));
}

const noticeOf = (name: string): Notice => ({
  ...{ id: "n", kind: "pending", transition: "raised", also: ["late"], ends: ["unreachable"] },
  ...{ at, raisedAt: at, clearedAt: null },
  detail: { errors: 3, counts: { created: 3, updated: 1, removed: 41, restored: 2 } },
  organization: { name, slug: "a" },
  workspace: { name, slug: "b" },
  sync: { id: "5f", name },
  source: { id: "s", name },
  path: "/a/b/runs/1",
  run: {
    ...{ id: "1", state: "held", createdAt: at, path: "people.csv", counts: null },
    failure: { code: "source_path", message: "File error: /a.csv", remedy: "Check the path." },
  },
  plan: {
    reasons: [{ code: "removals", reason: "41 of 212 users would be removed." }],
    ...{ isPending: true, isPartlyApplied: true, expiresAt: new Date("2026-12-04T02:00:00Z") },
    supersededBy: null,
    people: [{ name, kind: "remove" }],
    losses: { lists: [{ name, lost: 41 }], pages: [{ name, lost: 1 }], teams: [{ name, lost: 2 }] },
  },
});

describe.each(LOCALES)("%s", (locale) => {
  test.each([
    ["a name", "Ann Lee"],
    ["a long name", LONG],
    ["a name from right to left", ARABIC],
  ])("every mail can be read, to %s", async (_, name) => {
    const all = letters(locale, name);
    expect(all.length).toBeGreaterThan(40);
    for (const letter of all) {
      const mail = await renderMail({ to: { name, address: "ann@x.example" }, ...letter });
      expect(mail.html).toContain(`lang="${locale}"`);
      expect(mail.subject).not.toMatch(/[\r\n]/);
      for (const text of [mail.subject, mail.text])
        expect(text).not.toMatch(/[{}]|undefined|\w+\.\w+\.\w+\b(?!e)/);
    }
  });

  test("a name from right to left is set apart wherever it is in a line", async () => {
    for (const letter of letters(locale, ARABIC)) {
      const { text, subject } = await renderMail({ to: { name: "", address: "ann@x.example" }, ...letter });
      expect(`${subject}\n${text}`.replaceAll(`\u2068${ARABIC}\u2069`, "")).not.toContain(ARABIC);
    }
  });
});

test("no mail of another language has a sentence of the English one", async () => {
  const lines = (locale: Locale) =>
    letters(locale, "Ann Lee").map(({ subject, blocks }) => [
      subject,
      ...blocks.flatMap((block) =>
        "text" in block ? [block.text] : "label" in block ? [block.label ?? ""] : [],
      ),
    ]);
  const english = lines("en");
  for (const locale of LOCALES.filter((each) => each !== "en")) {
    for (const [at, own] of lines(locale).entries()) {
      const same = own.filter((line) => english[at]?.includes(line));
      expect([locale, same]).toEqual([locale, []]);
    }
  }
});

test("an invitation in German names who invites, to what and as what", () => {
  const letter = account.invitationMail("de", { organization: "Acme", invitedBy: "Bea", role: "Gast", link });
  expect(letter.subject).toBe("Einladung zu Acme in Rollcall");
  expect(letter.blocks.map((block) => ("text" in block ? block.text : ""))).toContain(
    "Bea lädt Sie zu Acme in Rollcall ein. Ihre Rolle: Gast.",
  );
});
