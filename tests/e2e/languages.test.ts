import { beforeAll, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/browser";
import { browserForFile, createWorkspace, type Person, signUp } from "../support/person";
import { addField } from "../support/steps";

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

test("a member in Finland reads English pages with Finnish dates and numbers, in the browser as from the server", async () => {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({
      ...{ baseURL: inject("server").url, locale: "fi-FI", timezoneId: "Europe/Helsinki" },
      storageState: await admin.page.context().storageState(),
    });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await page.goto(`/${org}/people/users?columns=added`);
    await page.getByRole("link", { name: /Aalto/ }).first().waitFor();
    await page
      .getByText(/^(just now|today \d{1,2}\.\d\d)$/)
      .first()
      .waitFor();

    await page.goto("/account");
    await page.getByRole("combobox", { name: "Language", exact: true }).click();
    await page.getByRole("option", { name: "Suomi" }).click();
    await page.getByRole("button", { name: "Save language" }).click();
    await page.getByText("Language saved").waitFor();

    const born = admin.page.getByLabel("Born");
    await admin.goTo(`/${org}/people/settings/fields`);
    await addField(admin, "Born", "Date");
    await admin.goTo(`/${org}/people/users`);
    await admin.page.getByRole("link", { name: /Aalto/ }).first().click();
    await admin.page.waitForURL(/\/users\/[^/]+$/);
    await admin.page.getByRole("link", { name: "Edit", exact: true }).click();
    await born.fill("1984-01-23");
    await admin.page.getByRole("button", { name: "Save" }).click();
    await admin.page.getByText("1984-01-23").or(admin.page.getByText("23.1.1984")).first().waitFor();

    await page.goto(admin.page.url());
    await page.getByText("23.1.1984").first().waitFor();
    // What the server sent is what the browser writes: a page that differs is drawn anew, and says so.
    expect(await (await context.request.get(admin.page.url())).text()).toContain("23.1.1984");
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});

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
    await expect.poll(arrived).toBeGreaterThan(0);
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
