import { describe, expect, test } from "vitest";
import type { Notice } from "@/lib/alerts/read-notice";
import { messageOf } from "@/lib/channels/message";
import mailCatalog from "@/lib/messages/en/mail.json";
import { ALERT_KINDS } from "@/lib/model/alert";
import { GUARDS } from "@/lib/pipeline/guard/guards";

const at = new Date("2026-11-27T02:00:00Z");
const now = new Date("2026-11-27T02:01:00Z");

const NOTICE: Notice = {
  ...{
    id: "n",
    kind: "pending",
    transition: "raised",
    also: [],
    ends: [],
    at,
    raisedAt: at,
    clearedAt: null,
  },
  detail: { counts: { created: 3, updated: 0, removed: 41, restored: 0 } },
  organization: { name: "Acme", slug: "acme" },
  workspace: { name: "Staff", slug: "staff" },
  sync: { id: "5f", name: "HR export" },
  source: { id: "s", name: "HR server" },
  path: "/acme/staff/runs/1",
  run: { id: "1", state: "held", createdAt: at, path: "people.csv", failure: null, counts: null },
  plan: {
    reasons: [{ code: "removals", reason: "41 of 212 users would be removed; the limit is 21." }],
    ...{ isPending: true, isPartlyApplied: false, expiresAt: new Date("2026-12-04T02:00:00Z") },
    supersededBy: null,
    people: [{ name: "Ann Lee", kind: "remove" }],
    losses: { lists: [{ name: "All", lost: 41 }], pages: [{ name: "News", lost: 1 }], teams: [] },
  },
};

const said = (notice: Notice) => messageOf(notice, { base: "https://x.example", now });

describe("a plan that is pending", () => {
  test("says why in numbers, who, what loses most, until when, and opens that plan", () => {
    expect(said(NOTICE)).toEqual({
      title: "Pending approval: HR export in Staff",
      organization: "Acme",
      lines: [
        "A sync of HR export has made a plan that needs your approval.",
        "41 of 212 users would be removed; the limit is 21.",
        "The plan expires on 4 Dec, 02:00 UTC.",
      ],
      facts: [
        ["Would be created", "3"],
        ["Would be removed", "41"],
      ],
      sections: [
        { title: "Some of the people", items: ["Ann Lee would be removed"] },
        { title: "User lists that lose most", items: ["All: 41 people fewer"] },
        { title: "Pages that lose most readers", items: ["News: 1 person fewer"] },
      ],
      action: { label: "Review the plan", href: "https://x.example/acme/staff/runs/1" },
    });
  });

  test("that was replaced or decided says so, without its figures", () => {
    const none = {
      people: [],
      losses: { lists: [], pages: [], teams: [] },
      isPending: false,
      expiresAt: null,
    };
    const plan = NOTICE.plan && { ...NOTICE.plan, ...none };
    const replaced = said({ ...NOTICE, plan: plan && { ...plan, supersededBy: "2" } });
    expect(replaced.lines).toContain("A newer plan has replaced this one.");
    const decided = said({ ...NOTICE, plan });
    expect(decided.lines.join(" ")).toContain("no longer pending");
    for (const { facts, sections } of [replaced, decided]) expect([...facts, ...sections]).toEqual([]);
  });

  test("that still is says since when", () => {
    const { title, lines } = said({ ...NOTICE, transition: "reminder", at: now });
    expect(title).toBe("Still pending approval: HR export in Staff");
    expect(lines[0]).toContain("since 27 Nov, 02:00 UTC");
  });
});

test("what comes and goes at the same time is in the same message", () => {
  const { lines } = said({ ...NOTICE, kind: "failed", plan: null, also: ["late"], ends: ["unreachable"] });
  expect(lines).toContain("At the same time: a late file.");
  expect(lines).toContain("No longer: an unreachable server.");
});

test("a failure says its sentence and what to do", () => {
  const failure = { code: "source_path", message: "File error: /a.csv", remedy: "Check the path." };
  const run = NOTICE.run && { ...NOTICE.run, failure };
  expect(said({ ...NOTICE, kind: "failed", plan: null, run }).lines.slice(1)).toEqual([
    ...["File error: /a.csv", "Check the path."],
  ]);
});

test.each(ALERT_KINDS)("%s has a title and words, also for its end", (kind) => {
  for (const transition of ["raised", "cleared"] as const) {
    const { title, lines, action } = said({ ...NOTICE, kind, transition, plan: null });
    expect(title).toMatch(/^[A-Z][^:]+: HR export in Staff$/);
    expect(lines.length).toBeGreaterThan(0);
    expect(action.label).not.toBe("");
  }
});

test("another language says what a reason and a failure are about, and then the English text", () => {
  const german = (notice: Notice) =>
    messageOf(notice, { base: "https://x.example", now, locale: "de" }).lines.join("\n");
  expect(german(NOTICE)).toContain(
    "Es würden mehr Benutzer entfernt, als die Grenze erlaubt.\n" +
      "So steht es auf Englisch in Rollcall: 41 of 212 users would be removed; the limit is 21.",
  );
  const failed = (code: string) => {
    const failure = { code, message: "File error: /a.csv", remedy: null };
    return german({ ...NOTICE, kind: "failed", plan: null, run: NOTICE.run && { ...NOTICE.run, failure } });
  };
  const english = "So steht es auf Englisch in Rollcall: File error: /a.csv";
  expect(failed("source_path")).toContain(
    `Die Datei wurde nicht gefunden oder ist nicht lesbar.\n${english}`,
  );
  // A code that has no text, as of an older version.
  expect(failed("of_old").split("\n").slice(1)).toEqual([english]);
});

test("every guard has words in the catalogs", () => {
  expect(Object.keys(mailCatalog.alerts.guards).sort()).toEqual(Object.keys(GUARDS).sort());
});
