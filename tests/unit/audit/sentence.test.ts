import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { AUDIT_NOUNS, AUDIT_PHRASES } from "@/lib/audit/phrases";
import { auditDetails, auditSentence } from "@/lib/audit/sentence";

const LIB = fileURLToPath(new URL("../../../lib/", import.meta.url));

test("an entry reads as a sentence that starts with a name", () => {
  const entry = { action: "remote_source.create", targetLabel: "HR export", detail: {} };
  expect(auditSentence(entry)).toEqual({
    before: "created the Remote Source",
    target: "HR export",
    after: "",
  });
  expect(auditSentence({ ...entry, action: "field.reorder" })).toMatchObject({
    before: "reordered the profile fields",
    target: null,
  });
});

test("an action without a phrase is still told", () => {
  const told = auditSentence({ action: "team.dissolve", targetLabel: "Sales", detail: {} });
  expect(told).toMatchObject({ before: "team: dissolve", target: "Sales" });
});

const words = { now: new Date("2026-05-03T10:00:00Z"), textOf: () => undefined };
const details = (detail: Record<string, unknown>) => auditDetails({ detail }, words);

test("what changed is told as old and new in the words of the pages, what did not is left out, and ids too", () => {
  const detail = {
    before: { name: "Old", port: 22, managersPath: "boss.csv" },
    after: { name: "New", port: 22, managersPath: null },
    role: { from: "admin", to: "viewer" },
    mode: "complete",
    secretReplaced: true,
    workspaceId: "0b1c",
  };
  expect(details(detail)).toEqual([
    { label: "Name", from: "Old", to: "New" },
    { label: "File of managers", from: "boss.csv", to: null },
    { label: "Role", from: "Admin", to: "Viewer" },
    { label: "Import mode", from: null, to: "Full list" },
    { label: "Password or key replaced", from: null, to: "Yes" },
  ]);
});

test("settings within settings are told one by one, dates as people read them", () => {
  const detail = {
    before: { guards: { removals: { percent: 5, atLeast: 10 } }, columns: { Dept: { kind: "ignore" } } },
    after: { guards: { removals: { percent: 20, atLeast: 10 } }, columns: {} },
    expiresAt: "2026-05-04T08:30:00.000Z",
    day: "2025-12-24",
  };
  expect(details(detail)).toEqual([
    { label: "Guards: Removals: Percent", from: "5", to: "20" },
    { label: "Expires at", from: null, to: "4 May, 08:30 UTC" },
    { label: "Day", from: null, to: "24 Dec 2025" },
  ]);
});

const sources = readdirSync(LIB, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.startsWith("audit/"))
  .map((file) => readFileSync(join(LIB, file), "utf8"));

function found(pattern: RegExp): Set<string> {
  return new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map(([, name = ""]) => name)));
}

test("every phrase is of an action that something writes", () => {
  const written = found(/(?<!log\.\w+\()"([a-z_]+\.[a-z_]+)"/g);
  expect(Object.keys(AUDIT_PHRASES).filter((action) => !written.has(action))).toEqual([]);
});

test("every filter of the log can find something", () => {
  // Of sessions the database's function `system_note_sign_in` writes.
  const written = found(/targetKind: "([a-z_]+)"/g).add("session");
  expect(Object.keys(AUDIT_NOUNS).filter((noun) => !written.has(noun))).toEqual([]);
});
