import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, inject } from "vitest";
import { launchBrowser } from "./browser";
import { PATIENCE_MS } from "./until";

/** Someone at a browser, who finds things by what they read. */
export type Person = {
  page: Page;
  goTo: (path: string) => Promise<void>;
  fill: (label: string, text: string) => Promise<void>;
  choose: (label: string, option: string) => Promise<void>;
  press: (button: string) => Promise<void>;
  follow: (link: string) => Promise<void>;
  /** Opens the `...` of a row and picks an entry. */
  pick: (row: string, entry: string) => Promise<void>;
  sees: (text: string | RegExp) => Promise<void>;
  /** What the browser complained about since it was opened. */
  complaints: string[];
};

const SHOTS = fileURLToPath(new URL("../e2e/screenshots/", import.meta.url));

/** A browser for the tests of one file, at the server that all share unless `address` names another. */
export function browserForFile(address = () => inject("server").url): () => Promise<Person> {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  let page: Page | undefined;
  // What the person saw when a test failed says more than what the test waited for.
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail")
      await page?.screenshot({ path: join(tmpdir(), `rollcall-e2e-${task.id}.png`) });
  });
  return async () => {
    if (!browser) throw new Error("The browser is opened before the first test.");
    const person = await personIn(browser, address());
    page = person.page;
    return person;
  };
}

async function personIn(browser: Browser, baseURL: string): Promise<Person> {
  const context = await browser.newContext({
    baseURL,
    // What stories read of dates and numbers is British, wherever they run.
    locale: "en-GB",
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  return {
    page,
    complaints,
    goTo: async (path) => {
      await page.goto(path);
      await page.waitForFunction(isAwake, undefined, { polling: 50 });
    },
    fill: (label, text) => page.getByLabel(label, { exact: true }).fill(text),
    choose: async (label, option) => {
      await page.getByLabel(label, { exact: true }).click();
      await page.getByRole("option", { name: option }).first().click();
    },
    press: (button) => page.getByRole("button", { name: button, exact: true }).first().click(),
    follow: (link) => page.getByRole("link", { name: link, exact: true }).first().click(),
    pick: async (row, entry) => {
      await page
        .getByRole("button", { name: `Actions for ${row}`, exact: true })
        .last()
        .click();
      await page.getByRole("menuitem", { name: entry, exact: true }).click();
    },
    sees: async (text) => {
      await page.getByText(text).first().waitFor({ state: "visible" });
    },
  };
}

/** In the page: whether React has taken over every control that is there. One that is pressed before does nothing. */
function isAwake(): boolean {
  const controls = [...document.querySelectorAll("body :is(button, input, textarea)")];
  return controls.every((control) => Object.keys(control).some((key) => key.startsWith("__react")));
}

/** Signs up with a new address and makes an organization. Gives its slug. */
export async function signUp(person: Person, name: string): Promise<string> {
  const slug = `${name.toLowerCase().replaceAll(/[^a-z]+/g, "-")}-${Date.now().toString(36)}`;
  await person.goTo("/sign-up");
  await person.fill("Your name", "Ada Admin");
  await person.fill("E-mail", `ada@${slug}.example`);
  await person.fill("Password", "four tall giraffes dance");
  await person.press("Create account");
  await person.page.waitForURL("**/new-organization");
  await person.fill("Name", name);
  await person.fill("Address", slug);
  await person.press("Create organization");
  await person.page.waitForURL(`**/${slug}/workspaces`);
  return slug;
}

/** Makes a workspace from the workspaces page. */
export async function createWorkspace(person: Person, name: string): Promise<void> {
  await person.press("Create a new workspace");
  const dialog = person.page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByRole("button", { name: "Create workspace" }).click();
  await person.page.getByRole("button", { name: `Actions for ${name}` }).waitFor();
}

/** A picture for a README, taken only when it is wanted, so that running tests leaves the tree as it was. */
export async function takePicture({ page }: Person, name: string): Promise<void> {
  if (!process.env.ROLLCALL_SCREENSHOTS) return;
  await mkdir(SHOTS, { recursive: true });
  await page.waitForLoadState("networkidle");
  await page.mouse.move(0, 0);
  // Messages that come and go are not what the picture is about.
  const style = "[data-sonner-toaster] { display: none !important }";
  const picture = await page.screenshot({ style });
  // A palette is enough for pages, and a third of the size.
  await sharp(picture)
    .png({ palette: true, effort: 10 })
    .toFile(join(SHOTS, `${name}.png`));
}

const PHONE = { width: 390, height: 780 };

/** The same, and what it looks like on a phone. */
export async function takePictures(person: Person, name: string): Promise<void> {
  if (!process.env.ROLLCALL_SCREENSHOTS) return;
  await takePicture(person, name);
  const before = person.page.viewportSize();
  await person.page.setViewportSize(PHONE);
  await takePicture(person, `${name}-phone`);
  if (before) await person.page.setViewportSize(before);
}
