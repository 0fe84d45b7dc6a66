import { beforeAll, expect, inject, test } from "vitest";
import { type FirstLoad, firstLoadTable, readFirstLoads } from "../support/first-load";
import { browserForFile, createWorkspace, type Person, signUp } from "../support/person";
import { E2E_DIST_DIR } from "../support/rollcall";

// How much script a page loads before it can be used, read from the build that the server here serves.

const open = browserForFile();
let person: Person;
let org: string;
let loads: FirstLoad[];

beforeAll(async () => {
  loads = await readFirstLoads(E2E_DIST_DIR);
  person = await open();
  org = await signUp(person, "Light Oy");
  await createWorkspace(person, "Staff");
});

test("every page stays within its budget", () => {
  const over = loads.filter(({ kb, budgetKb }) => kb > budgetKb);
  expect(firstLoadTable(over)).toEqual([]);
});

test("every page of the app is among those measured", () => {
  const routes = loads.map(({ route }) => route);
  expect(routes).toContain("/sign-in");
  expect(routes).toContain("/p/[org]/[workspace]/sign-in");
  expect(routes).toContain("/[org]/[workspace]/runs");
  expect(routes.length).toBeGreaterThan(50);
});

test.each([
  ["/sign-in", () => "/sign-in"],
  ["/p/[org]/[workspace]/sign-in", () => `/p/${org}/staff/sign-in`],
  ["/[org]/[workspace]/runs", () => `/${org}/staff/runs`],
  ["/[org]/[workspace]/users", () => `/${org}/staff/users`],
])("what is measured for %s is what its page asks a browser to load", async (route, path) => {
  const cookies = await person.page.context().cookies();
  const cookie = route.startsWith("/[org]")
    ? cookies.map(({ name, value }) => `${name}=${value}`).join("; ")
    : "";
  const answer = await fetch(`${inject("server").url}${path()}`, { headers: { cookie } });
  expect(answer.status).toBe(200);
  const html = await answer.text();
  const measured = loads.find((load) => load.route === route);
  expect(scriptsIn(html)).toEqual([...(measured?.files ?? [])].sort());
});

/**
 * Those that a browser of today loads: in tags, preloaded ones too (`nomodule` is for others), and in the page's data, which
 * names what is not rendered yet, such as the page of an error.
 */
function scriptsIn(html: string): string[] {
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  const files = tags
    .filter((tag) => !/\bnomodule\b/i.test(tag))
    .map((tag) => /(?:src|href)="([^"?]+\.js)["?]/.exec(tag)?.[1]);
  const named = html.match(/\/_next\/static\/chunks\/[\w.-]+\.js(?=\\")/g) ?? [];
  return [...new Set([...files.filter((file) => file !== undefined), ...named])].sort();
}
