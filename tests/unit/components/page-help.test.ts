import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { PAGE_HELP, pageHelp } from "@/components/shell/page-help";

const APP = fileURLToPath(new URL("../../../app", import.meta.url));

/** The routes of members' pages, without the groups that the folders are in. */
const routes = readdirSync(APP, { recursive: true, encoding: "utf8" })
  .map((path) => `/${path.replaceAll("\\", "/")}`)
  .filter((path) => /^\/\((manager|workspace|account)\)\/.*page\.tsx$/.test(path))
  .map((path) => path.replace(/\/\([a-z]+\)/g, "").replace(/\/page\.tsx$/, ""));

test("every page of members has help", () => {
  expect(routes.length).toBeGreaterThan(40);
  // The start of a workspace only leads to its first page.
  expect(routes.filter((route) => route !== "/[org]/[workspace]" && !pageHelp(route))).toEqual([]);
});

test("every entry is of a page that exists", () => {
  const known = new Set(routes);
  // The address of the settings of a workspace leads to the first of its pages.
  expect(Object.keys(PAGE_HELP).filter((route) => !known.has(route))).toEqual([]);
});

test.each([
  ["/acme", "Overview"],
  ["/acme/remote-sources/new", "Create a new Remote Source"],
  ["/acme/remote-sources/0b7c/edit", "A drop"],
  ["/acme/staff/users/12/edit", "Users"],
  ["/acme/staff/settings/fields", "Profile fields"],
  ["/acme/settings/tokens", "Settings"],
  ["/account/security", "Your account"],
])("%s is helped by %j", (path, title) => {
  expect(pageHelp(path)?.title).toBe(title);
});
