import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { browserForFile, createWorkspace, type Person, signUp } from "../support/person";

// What holds for all pages: headers, dark mode, a phone, the keyboard, and doors that stay shut.

const open = browserForFile();
let person: Person;
let org: string;

beforeAll(async () => {
  person = await open();
  org = await signUp(person, "Site Oy");
  await createWorkspace(person, "Staff");
});

afterAll(async () => {
  await person.page.setViewportSize({ width: 1280, height: 800 });
});

describe("doors", () => {
  const { url } = inject("server");

  test("the checks say ok while web, database and worker are alive", async () => {
    for (const check of ["health", "ready"]) {
      const answer = await fetch(`${url}/api/${check}`);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ status: "ok" });
    }
  });

  test.each(["GET", "POST", "PUT"])("an unsigned %s to the jobs answers 401", async (method) => {
    const answer = await fetch(`${url}/api/inngest?fnId=rollcall-sync-run&stepId=step`, {
      method,
      body: method === "GET" ? null : "{}",
    });
    expect(answer.status).toBe(401);
  });

  test("a page of an organization leads a stranger to the sign-in", async () => {
    const answer = await fetch(`${url}/${org}/remote-sources`, { redirect: "manual" });
    expect(answer.status).toBe(307);
    expect(answer.headers.get("location")).toContain("/sign-in");
  });

  test("an upload from another site is refused", async () => {
    const cookies = await person.page.context().cookies();
    const answer = await fetch(`${url}/api/upload?org=${org}&workspace=staff&name=x.csv`, {
      method: "POST",
      body: "ID\n",
      headers: {
        origin: "https://elsewhere.example",
        cookie: cookies.map((cookie) => `${cookie.name}=${cookie.value}`).join("; "),
      },
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get("x-frame-options")).toBe("DENY");
  });

  test("pages carry a policy that allows no foreign script", async () => {
    const answer = await fetch(`${url}/sign-in`);
    expect(answer.headers.get("content-security-policy")).toMatch(/script-src 'self' 'nonce-/);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("x-powered-by")).toBeNull();
  });

  test.each(["/icon-oy", "/favicon.icons/x", "/api/uploads", "/api/inngest", "/icon.svg"])(
    "%s, whatever it answers, is sent with the security headers",
    async (path) => {
      const answer = await fetch(`${url}${path}`, { redirect: "manual" });
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("x-frame-options")).toBe("DENY");
    },
  );
});

describe("looks", () => {
  const pages = [
    "remote-sources",
    "workspaces",
    "members",
    "audit-log",
    "staff/users",
    "staff/syncs",
    "staff/upload",
  ];

  test.each(pages)("%s has a title, and nothing to scroll sideways on a phone", async (path) => {
    await person.page.setViewportSize({ width: 360, height: 740 });
    await person.goTo(`/${org}/${path}`);
    await person.page.getByRole("heading", { level: 1 }).waitFor();
    const width = await person.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
    await person.page.setViewportSize({ width: 1280, height: 800 });
  });

  test("dark mode is chosen in the account menu and stays", async () => {
    await person.goTo(`/${org}/workspaces`);
    const light = await background();
    await person.page
      .getByRole("button", { name: /account/i })
      .last()
      .click();
    await person.page.getByRole("menuitemradio", { name: "Dark" }).click();
    await person.page.keyboard.press("Escape");
    await person.page.reload();
    const dark = await background();
    expect(dark).not.toBe(light);
    expect(await person.page.locator("html").getAttribute("class")).toContain("dark");
  });

  test("the keyboard opens the search, finds a page and goes there", async () => {
    await person.goTo(`/${org}/workspaces`);
    await person.page.getByRole("heading", { level: 1 }).waitFor();
    await person.page.keyboard.press("Control+k");
    await person.page.getByRole("combobox").fill("Audit");
    await person.page
      .getByRole("option", { name: /Audit log/ })
      .first()
      .waitFor();
    await person.page.keyboard.press("Enter");
    await person.page.waitForURL(/audit-log/);
  });

  async function background(): Promise<string> {
    return person.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  }
});

test("a page that can't be shown is told of, and its log names nobody", async () => {
  for (const [path, words] of [
    ["users?q=mia.market@example.com%00", "This address can't be used."],
    ["users/99999999999999999999", "Page not found"],
  ] as const) {
    await person.page.goto(`/${org}/staff/${path}`);
    await person.page.getByText(words).waitFor();
  }
});

test("signing out closes the door behind", async () => {
  await person.goTo(`/${org}/workspaces`);
  await person.page
    .getByRole("button", { name: /account/i })
    .last()
    .click();
  await person.page.getByRole("menuitem", { name: "Sign out" }).click();
  await person.page.waitForURL(/sign-in|\/$/);
  await person.goTo(`/${org}/workspaces`);
  await person.page.waitForURL(/sign-in/);
});
