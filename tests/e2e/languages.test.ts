import { beforeAll, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/browser";
import { browserForFile, createWorkspace, type Person, signUp } from "../support/person";

// A user whose browser asks for Finnish, then German, signs in to the portal and reads it in that language.

const open = browserForFile();
let admin: Person;
let org: string;
const email = "aino@example.com";

beforeAll(async () => {
  admin = await open();
  org = await signUp(admin, "Kieli Oy");
  await createWorkspace(admin, "People");
  await admin.goTo(`/${org}/people/users/new`);
  await admin.page.getByLabel(/^First name/).fill("محمد");
  await admin.page.getByLabel(/^Last name/).fill("Aalto");
  await admin.fill("E-mail", email);
  await admin.page.getByRole("button", { name: "Add user" }).click();
  await admin.page.getByRole("heading", { name: /Aalto/ }).waitFor();
});

const READERS = [
  {
    ...{ locale: "fi-FI", lang: "fi", title: "Kirjaudu sisään", label: "Sähköpostiosoitteesi" },
    ...{ wrong: "Kirjoita sähköpostiosoite", send: "Lähetä kirjautumislinkki", sent: "linkki on matkalla" },
    ...{
      out: "Kirjaudu ulos",
      data: "Omat tiedot",
      missing: "Sivua ei löytynyt",
      subject: "Kirjaudu sisään: People",
    },
  },
  {
    ...{ locale: "de-DE", lang: "de", title: "Anmelden", label: "Ihre E-Mail-Adresse" },
    ...{
      wrong: "Geben Sie eine E-Mail-Adresse ein",
      send: "Anmeldelink senden",
      sent: "ist ein Link unterwegs",
    },
    ...{
      out: "Abmelden",
      data: "Meine Daten",
      missing: "Seite nicht gefunden",
      subject: "Anmelden bei People",
    },
  },
] as const;

test.each(READERS)("the portal is read in the browser's language: $locale", async (reader) => {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ baseURL: inject("server").url, locale: reader.locale });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    const portal = `/p/${org}/people`;
    await page.goto(portal);
    await page.getByRole("heading", { name: reader.title }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(reader.lang);

    const address = page.getByLabel(reader.label, { exact: true });
    await expect
      .poll(async () => {
        await address.fill("aino");
        await page.getByRole("button", { name: reader.send }).click();
        return page.getByText(reader.wrong).count();
      })
      .toBeGreaterThan(0);
    await address.fill(email);
    await page.getByRole("button", { name: reader.send }).click();
    await page.getByText(reader.sent).waitFor();

    const mail = admin.page.getByRole("listitem").filter({ hasText: reader.subject }).first();
    const arrived = async () => {
      await admin.goTo("/dev/mails");
      return mail.count();
    };
    await expect.poll(arrived, { timeout: 20_000 }).toBeGreaterThan(0);
    await page.goto((await mail.getByRole("link").first().getAttribute("href")) ?? "");
    await page.getByRole("button", { name: reader.title }).click();
    await page.getByRole("button", { name: reader.out }).waitFor();

    await page.goto(`${portal}/me`);
    await page.getByRole("heading", { name: reader.data }).waitFor();
    await page.goto(`${portal}/nothing-here`);
    await page.getByRole("heading", { name: reader.missing }).waitFor();
  } finally {
    await browser.close();
  }
});
