import { describe, expect, test } from "vitest";
import { failureOf } from "@/components/patterns/action-error";
import { readListParams } from "@/components/patterns/list-params";
import { splitDifference } from "@/components/patterns/split-difference";
import { crumbsFor } from "@/components/shell/crumbs";
import { readLayoutCookies } from "@/components/shell/layout-cookies";
import { managerNav, workspaceNav } from "@/components/shell/nav";
import { paletteScore } from "@/components/shell/palette-score";
import { permissionsOf, withWorkspaceRole } from "@/lib/permissions";

describe("a list's address", () => {
  const rules = { sortable: ["name", "createdAt"], defaultSort: "-createdAt" };

  test("is read as it was written", () => {
    expect(readListParams({ q: " anna ", page: "3", sort: "-name" }, rules)).toEqual({
      q: "anna",
      page: 3,
      pageSize: 50,
      sort: { by: "name", descending: true },
    });
  });

  test.each([
    { page: "0" },
    { page: "-1" },
    { page: "1.5" },
    { page: "1e99" },
    { page: "x" },
    { sort: "password" },
    { sort: "--name" },
    { q: ["", "b"] },
  ])("falls back to the defaults for %j", (params) => {
    expect(readListParams(params, rules)).toEqual({
      q: "",
      page: 1,
      pageSize: 50,
      sort: { by: "createdAt", descending: true },
    });
  });
});

test.each([
  ["Anna Virtanen", "Anna Koskinen", ["Anna ", "Virtanen", "Koskinen", ""]],
  ["anna.virtanen@a.example", "anna.koski@a.example", ["anna.", "virtanen", "koski", "@a.example"]],
  ["", "new", ["", "", "new", ""]],
  ["same", "same", ["same", "", "", ""]],
  ["a a", "a", ["a", " a", "", ""]],
  ["🙂 x", "🙃 x", ["", "🙂", "🙃", " x"]],
  ["first\nsecond", "first\nthird", ["first\n", "second", "third", ""]],
])("%j becomes %j: only the words that differ are marked", (before, after, parts) => {
  const found = splitDifference(before, after);
  expect([found.prefix, found.before, found.after, found.suffix]).toEqual(parts);
  expect(found.prefix + found.before + found.suffix).toBe(before);
  expect(found.prefix + found.after + found.suffix).toBe(after);
});

test("only a failed answer of an action is a failure", () => {
  const error = { code: "conflict", message: "Taken." } as const;
  expect(failureOf({ ok: false, error })).toBe(error);
  for (const value of [undefined, null, true, {}, { ok: true, data: 1 }]) expect(failureOf(value)).toBeNull();
});

describe("the frame", () => {
  const frame = {
    organization: { name: "Northwind", slug: "northwind", role: "owner" as const },
    workspaces: [{ name: "Helsinki office", slug: "helsinki", role: null, isSandbox: false }],
  };
  const labels = (path: string, labelled: [string, string][] = []) =>
    crumbsFor(path, frame, new Map(labelled)).map((crumb) => crumb.label);

  test("names the way to a page", () => {
    expect(labels("/northwind/members")).toEqual(["Account Manager", "Members"]);
    expect(labels("/northwind/helsinki/users")).toEqual(["Helsinki office", "Users"]);
    expect(labels("/northwind/helsinki/settings/fields")).toEqual(["Helsinki office", "Profile fields"]);
    expect(labels("/northwind/helsinki/runs/1", [["/northwind/helsinki/runs/1", "Run of 3 May"]])).toEqual([
      "Helsinki office",
      "Runs",
      "Run of 3 May",
    ]);
  });

  test("names the pages of the settings by their tabs, whatever the title above the tabs says", () => {
    const path = "/northwind/settings/webhooks/7f";
    expect(labels(path, [[path, "Settings"]])).toEqual([
      "Account Manager",
      "Settings",
      "Webhooks",
      "Webhook",
    ]);
    const tab = "/northwind/settings/tokens";
    expect(labels(tab, [[tab, "Settings"]])).toEqual(["Account Manager", "Settings", "API tokens"]);
  });

  test("leaves out what is no page", () => {
    expect(labels("/northwind/remote-sources/1/edit", [["/northwind/remote-sources/1/edit", "HR"]])).toEqual([
      "Account Manager",
      "Remote Sources",
      "HR",
    ]);
  });

  test("shows a viewer nothing a viewer may not open", () => {
    const names = (items: { label: string }[]) => items.map((item) => item.label);
    expect(names(managerNav("o", permissionsOf("viewer")))).not.toContain("Audit log");
    expect(
      names(workspaceNav("o", "w", permissionsOf("viewer")).flatMap((group) => group.items)),
    ).not.toContain("Upload CSV");
    expect(names(managerNav("o", permissionsOf("owner")))).toContain("Audit log");
  });

  test("shows a guest the organization's workspaces, and in each what their role there may open", () => {
    const guest = permissionsOf("guest");
    const labelsOf = (role: "admin" | "author" | "viewer") =>
      workspaceNav("o", "w", withWorkspaceRole(guest, role)).flatMap((group) =>
        group.items.map((item) => item.label),
      );
    expect(managerNav("o", guest).map((item) => item.label)).toEqual(["Overview", "Workspaces"]);
    expect(labelsOf("author")).toEqual(["User lists", "Pages", "Portal"]);
    expect(labelsOf("viewer")).not.toContain("Upload CSV");
    expect(labelsOf("admin")).toEqual(expect.arrayContaining(["Users", "Upload CSV", "Integrations"]));
  });

  test("gives every place a letter of its own", () => {
    const items = [
      ...managerNav("o", permissionsOf("owner")),
      ...workspaceNav("o", "w", permissionsOf("owner")).flatMap((g) => g.items),
    ];
    expect(new Set(items.map((item) => item.key)).size).toBe(items.length);
  });

  test("remembers the last workspace of this organization only", () => {
    const read = (value: string) => (name: string) => (name === "rollcall-workspace" ? value : undefined);
    expect(readLayoutCookies(read("northwind/helsinki"), "northwind").lastWorkspace).toBe("helsinki");
    expect(readLayoutCookies(read("contoso/oslo"), "northwind").lastWorkspace).toBeNull();
    expect(readLayoutCookies(read(""), "northwind")).toEqual({ lastWorkspace: null, folded: false });
  });
});

test.each([
  ["remote", "page Remote Sources", [], true],
  ["sou rem", "page Remote Sources", [], true],
  ["hels", "workspace helsinki", ["Helsinki office"], true],
  ["alm", "workspace employees", ["Employees"], false],
  ["  ", "page Users", [], true],
])("the palette looks for whole parts of words: %j in %j", (typed, value, keywords, found) => {
  expect(paletteScore(value, typed, keywords) > 0).toBe(found);
});

test("the palette puts what begins with the typed text first", () => {
  const score = (value: string) => paletteScore(value, "us", []);
  expect(score("page Users")).toBeGreaterThan(score("page Status"));
});
