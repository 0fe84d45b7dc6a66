import { describe, expect, test } from "vitest";
import type { Validated } from "@/lib/model/issue";
import { rowError } from "@/lib/pipeline/plan/row-issue";
import { type Directory, owned, person, planOf, type Row } from "./directory";

const ANN: Row = { id: "1", email: "ann@example.com", firstName: "Ann", lastName: "Lee" };
const BOB: Row = { id: "2", email: "bob@example.com", firstName: "Bob", lastName: "Ray" };
const CAT: Row = { id: "3", email: "cat@example.com", firstName: "Cat", lastName: "Fox" };

const messages = (issues: readonly { message: string }[]) => issues.map((issue) => issue.message);

describe("who is created, updated, removed and restored", () => {
  test("a new ID is created, a changed row updated, a missing user removed, the rest untouched", () => {
    const directory = [owned(ANN), owned(BOB), owned(CAT)];
    const plan = planOf(directory, [ANN, { ...BOB, lastName: "Roy" }, { id: "4", email: "dan@example.com" }]);
    expect(plan.told).toEqual(["create 4", "remove 3", "update 2"]);
    expect(plan.end.unchanged).toBe(1);
  });

  test("add and update only removes nobody", () => {
    expect(planOf([owned(ANN), owned(BOB)], [ANN], { mode: "add_and_update" }).told).toEqual([]);
  });

  test("a removed user who reappears is restored", () => {
    expect(planOf([owned(ANN, { removed: true })], [ANN]).told).toEqual(["restore 1"]);
  });

  test("a user edited by hand is put right although the row is the same", () => {
    const edited = owned(ANN, { fingerprint: null });
    edited.values = { ...edited.values, lastName: "Hand" };
    expect(planOf([edited], [ANN]).told).toEqual(["update 1"]);
  });

  test("authors and admins are never removed", () => {
    expect(planOf([owned(ANN, { protected: true })], [BOB]).told).toEqual(["create 2"]);
  });

  test("a skipped row never removes its user", () => {
    const plan = planOf([owned(ANN), owned(BOB)], [BOB, { kind: "skipped", row: 3, id: "1", issues: [] }]);
    expect(plan.told).toEqual([]);
  });

  test("a row whose ID can't be read is counted, so that removals can be held", () => {
    const plan = planOf([owned(ANN)], [{ kind: "skipped", row: 2, id: null, issues: [] }]);
    expect(plan.end.unreadableIds.count).toBe(1);
    expect(plan.told).toEqual(["remove 1"]);
  });
});

describe("duplicates", () => {
  test("two different rows with one ID are both skipped, and their user stays", () => {
    const plan = planOf(
      [owned(ANN), owned(BOB)],
      [{ ...ANN, lastName: "X" }, BOB, { ...ANN, lastName: "Y" }],
    );
    expect(plan.told).toEqual([]);
    expect(messages(plan.issues)).toEqual(["Duplicate ID: 1 (rows 2, 4)", "Duplicate ID: 1 (rows 2, 4)"]);
    expect(plan.end.skippedRows).toBe(2);
  });

  test("two identical rows are one row and a warning", () => {
    const plan = planOf([], [ANN, BOB, ANN]);
    expect(plan.told).toEqual(["create 1", "create 2"]);
    expect(plan.issues).toMatchObject([{ severity: "warning", message: "Row is the same as row 2", row: 4 }]);
  });

  test("what is wrong with the values of two identical rows is told once", () => {
    const issue = rowError("multiple_values", "Multiple values for field: Note", person(ANN, 2));
    const row = (at: number): Validated => ({ kind: "person", person: person(ANN, at), issues: [issue] });
    expect(messages(planOf([], [row(2), row(3)]).issues)).toEqual([
      issue.message,
      "Row is the same as row 2",
    ]);
  });

  test("two IDs with one address, whatever its case, are both skipped", () => {
    const plan = planOf([], [ANN, { ...BOB, email: "ANN@example.com" }]);
    expect(plan.told).toEqual([]);
    expect(messages(plan.issues)).toEqual([
      "Duplicate e-mail address: ann@example.com (rows 2, 3)",
      "Duplicate e-mail address: ann@example.com (rows 2, 3)",
    ]);
  });
});

describe("addresses that move", () => {
  test("two users swap", () => {
    const plan = planOf(
      [owned(ANN), owned(BOB)],
      [
        { ...ANN, email: BOB.email },
        { ...BOB, email: ANN.email },
      ],
    );
    expect(plan.told).toEqual(["update 1", "update 2"]);
    expect(plan.changes.map((change) => change.dependsOn)).toEqual(["2", "1"]);
  });

  test("an address freed by a leaver goes to a joiner, who depends on the removal", () => {
    const plan = planOf([owned(ANN)], [{ id: "9", email: ANN.email, firstName: "New", lastName: "Hire" }], {
      reKey: true,
    });
    expect(plan.told).toEqual(["create 9", "remove 1"]);
    expect(plan.changes[0]?.dependsOn).toBe("1");
  });

  test("an address is not given away while the row of its holder is skipped, and so on down the chain", () => {
    const directory = [owned(ANN), owned(BOB), owned(CAT)];
    const plan = planOf(directory, [
      { kind: "skipped", row: 2, id: "1", issues: [] },
      { ...BOB, email: ANN.email },
      { ...CAT, email: BOB.email },
      { id: "4", email: CAT.email },
    ]);
    expect(plan.told).toEqual([]);
    expect(plan.issues.map((issue) => [issue.code, issue.csvId])).toEqual([
      ["email_kept_by_skipped_row", "2"],
      ["email_kept_by_skipped_row", "3"],
      ["email_kept_by_skipped_row", "4"],
    ]);
  });

  test("an address is not given away while the rows of its holder contradict each other", () => {
    const plan = planOf(
      [owned(ANN), owned(BOB)],
      [
        { ...ANN, email: "new@example.com" },
        { ...ANN, email: "newer@example.com" },
        { ...BOB, email: ANN.email },
      ],
    );
    expect(plan.told).toEqual([]);
    expect(plan.issues.map((issue) => issue.code)).toEqual([
      "id_duplicate",
      "id_duplicate",
      "email_kept_by_skipped_row",
    ]);
  });

  test("an address that a good row frees goes on, whatever another row of its holder says", () => {
    const bad = { kind: "skipped", row: 4, id: "1", issues: [] } as const;
    const plan = planOf(
      [owned(ANN), owned(BOB)],
      [{ ...ANN, email: "new@example.com" }, { ...BOB, email: ANN.email }, bad],
    );
    expect(plan.told).toEqual(["update 1", "update 2"]);
    expect(plan.changes.map((change) => change.dependsOn)).toEqual([null, "1"]);
    expect(plan.issues).toEqual([]);
  });

  test("with add and update only, a user who is not in the file keeps the address", () => {
    const plan = planOf([owned(ANN)], [{ ...BOB, email: ANN.email }], { mode: "add_and_update" });
    expect(plan.told).toEqual([]);
    expect(plan.issues[0]?.code).toBe("email_kept_by_skipped_row");
  });
});

describe("users of others", () => {
  const others = (origin: "manual" | "other_sync"): Directory => [owned(ANN, { origin, csvId: null })];

  test("an address of another source is an error", () => {
    const plan = planOf(others("other_sync"), [{ ...ANN, id: "7" }]);
    expect(plan.told).toEqual([]);
    expect(messages(plan.issues)).toEqual(["E-mail address belongs to a user of another source"]);
  });

  test("an address of a user added by hand is an error, unless the sync may link", () => {
    expect(messages(planOf(others("manual"), [{ ...ANN, id: "7" }]).issues)).toEqual([
      "E-mail address belongs to a user added by hand",
    ]);
    expect(planOf(others("manual"), [{ ...ANN, id: "7" }], { adoption: "link" }).told).toEqual(["relink 7"]);
  });

  test("someone may let the sync link one of them, as long as that user is as they were then", () => {
    const directory = others("manual");
    const [user] = directory;
    const told = (takesOver: Record<string, number>) =>
      planOf(directory, [{ ...ANN, id: "7" }], { takesOver }).told;
    expect(told({ [`${user?.userId}`]: 1 })).toEqual(["relink 7"]);
    expect(told({ [`${user?.userId}`]: 2 })).toEqual([]);
    expect(told({ 999999: 1 })).toEqual([]);
  });

  test("every row that wants such an address is told so, in whatever case it is written", () => {
    for (const [origin, text] of [
      ["manual", "E-mail address belongs to a user added by hand"],
      ["other_sync", "E-mail address belongs to a user of another source"],
    ] as const) {
      const rows = [
        { ...ANN, id: "7" },
        { ...ANN, id: "8", email: "Ann@example.com" },
        { ...ANN, id: "9" },
      ];
      const plan = planOf(others(origin), rows);
      expect(messages(plan.issues)).toEqual([text, text, text]);
      expect(plan.end.skippedRows).toBe(3);
      expect(plan.told).toEqual([]);
    }
  });

  test("a row without an ID is theirs when its address is: it holds no removals", () => {
    const row = (email: string): Validated => ({
      ...{ kind: "skipped", row: 2, id: null, blankIdOf: { emailKey: email } },
      issues: [
        rowError("required_missing", "Records must have: ID, Email", { row: 2, line: 2, id: null, email }),
      ],
    });
    const theirs = planOf(others("manual"), [row(ANN.email)]);
    expect(messages(theirs.issues)).toEqual(["E-mail address belongs to a user added by hand"]);
    expect(theirs.end).toMatchObject({ unreadableIds: { count: 0 }, skippedRows: 1 });
    const ours = planOf([owned(ANN)], [row(ANN.email)]);
    expect(messages(ours.issues)).toEqual(["Records must have: ID, Email"]);
    expect(ours.end).toMatchObject({ unreadableIds: { count: 1 }, removals: [] });
  });

  test("an admin added by hand is never linked", () => {
    const directory = [owned(ANN, { origin: "manual", csvId: null, protected: true })];
    expect(planOf(directory, [{ ...ANN, id: "7" }], { adoption: "link" }).told).toEqual([]);
  });
});

describe("re-key", () => {
  test("the same people under new IDs are relinked, not removed and created", () => {
    const rekeyed = [ANN, BOB, CAT].map((row) => ({ ...row, id: `N${row.id}` }));
    const plan = planOf([owned(ANN), owned(BOB), owned(CAT)], rekeyed, { reKey: true });
    expect(plan.told).toEqual(["relink N1", "relink N2", "relink N3"]);
    expect(plan.end.missing).toBe(3);
  });

  test("switched off, they are removed and created", () => {
    expect(planOf([owned(ANN)], [{ ...ANN, id: "N1" }], { reKey: false }).told).toEqual([
      "create N1",
      "remove 1",
    ]);
  });
});
