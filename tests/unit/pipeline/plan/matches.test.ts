import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Directory, owned, planOf, type Row } from "./directory";

const ANN: Row = { id: "1", email: "ann@x.io", firstName: "Ann", lastName: "Lee" };
const BOB: Row = { id: "2", email: "bob@x.io", firstName: "Bob", lastName: "Ray" };
const at = (row: Row, id: string, more: Partial<Row> = {}): Row => ({ ...row, id, ...more });
const removed = (row: Row, more: Parameters<typeof owned>[1] = {}) => owned(row, { removed: true, ...more });
const plan = (directory: Directory, rows: readonly Row[], more: Parameters<typeof planOf>[2] = {}) =>
  planOf(directory, rows, { reKey: true, ...more });

/** `<new ID>: same|other as <ID>, by what`. */
function choices({ changes }: ReturnType<typeof planOf>): string[] {
  return changes
    .flatMap(({ csvId, kind, match }) =>
      match ? [`${csvId}: ${kind === "create" ? "other" : "same"} as ${match.csvId}, ${match.on}`] : [],
    )
    .sort();
}

describe("a new ID with the address of a missing user", () => {
  test("and both names is the same person, however few of the missing that explains", () => {
    const crowd = Array.from({ length: 9 }, (_, n) => owned({ id: `9${n}`, email: `gone${n}@x.io` }));
    const made = plan([owned(ANN), ...crowd], [at(ANN, "N1"), BOB]);
    expect(made.told.filter((line) => !line.startsWith("remove"))).toEqual(["create 2", "relink N1"]);
    expect(made.end.removals).toHaveLength(9);
  });

  test.each([
    ["first name", { firstName: "Arno" }],
    ["last name", { lastName: "Long" }],
    ["names", { firstName: "Cat", lastName: "Fox" }],
    ["names are blank", { firstName: "", lastName: "" }],
  ])("and another %s is possibly the same, and taken for another person", (_, more) => {
    const made = plan([owned(ANN), owned(BOB)], [at(ANN, "N1", more), BOB]);
    expect(made.told).toEqual(["create N1", "remove 1"]);
    expect(choices(made)).toEqual(["N1: other as 1, address"]);
    expect(made.changes[0]?.dependsOn).toBe("1");
  });

  test("names are compared whatever their case", () => {
    expect(plan([owned(ANN)], [at(ANN, "N1", { firstName: "ANN" })]).told).toEqual(["relink N1"]);
  });

  test("is the same person where most rows have no names", () => {
    const blank = [1, 2, 3].map((n) => ({ id: `${n}`, email: `p${n}@x.io` }));
    const made = plan(
      blank.map((row) => owned(row)),
      blank.map((row) => at(row, `N${row.id}`)),
    );
    expect(made.told).toEqual(["relink N1", "relink N2", "relink N3"]);
  });

  test("is another person there too, where the row has a name and it is not the user's", () => {
    const blank = [8, 9].map((n) => ({ id: `${n}`, email: `p${n}@x.io` }));
    const made = plan(
      [owned(ANN), ...blank.map((row) => owned(row))],
      [at(ANN, "N1", { firstName: "Cat" }), ...blank],
    );
    expect(made.told).toEqual(["create N1", "remove 1"]);
  });

  test("is taken for another where names are in half of the rows", () => {
    const blank = { id: "5", email: "p5@x.io" };
    expect(plan([owned(blank)], [at(blank, "N5"), BOB]).told).toEqual(["create 2", "create N5", "remove 5"]);
  });

  test("200 of them whose names have all changed are 200 choices", () => {
    const old = Array.from({ length: 200 }, (_, n) => ({
      id: `${n}`,
      email: `p${n}@x.io`,
      firstName: `F${n}`,
      lastName: "L",
    }));
    const made = plan(
      old.map((row) => owned(row)),
      old.map((row) => at(row, `N${row.id}`, { firstName: "L", lastName: row.firstName })),
    );
    expect(made.end.matches).toHaveLength(200);
    expect(made.end.matches.every(({ isSame }) => !isSame)).toBe(true);
  });

  test("is nobody known while that user is in the file, or when the list only adds", () => {
    const moved = plan([owned(ANN)], [at(ANN, "1", { email: "new@x.io" }), at(ANN, "N1")]);
    expect(choices(moved)).toEqual([]);
    expect(moved.told).toEqual(["create N1", "update 1"]);
    expect(plan([owned(ANN)], [at(ANN, "N1")], { mode: "add_and_update" }).told).toEqual([]);
  });
});

describe("a new ID of somebody removed lately", () => {
  test("with address and both names is the same person, who comes back", () => {
    const made = plan([removed(ANN)], [at(ANN, "N1"), BOB]);
    expect(made.told).toEqual(["create 2", "restore N1"]);
    expect(choices(made)).toEqual(["N1: same as 1, address_and_names"]);
  });

  test("of another sync too", () => {
    const elsewhere = removed(ANN, { origin: "other_sync", syncId: "other" });
    const made = plan([elsewhere], [at(ANN, "1"), BOB]);
    expect(made.told).toEqual(["create 2", "restore 1"]);
    expect(made.changes.find(({ match }) => match)?.match).toMatchObject({ syncId: "other", csvId: "1" });
  });

  test("with the address alone, or both names alone, is possibly the same", () => {
    const made = plan(
      [removed(ANN), removed(BOB)],
      [at(ANN, "N1", { firstName: "Arno" }), at(BOB, "N2", { email: "b@y.io" })],
    );
    expect(choices(made)).toEqual(["N1: other as 1, address", "N2: other as 2, names"]);
    expect(made.told).toEqual(["create N1", "create N2"]);
  });

  test("is nobody known when the file has that ID as well", () => {
    const made = plan([removed(ANN)], [at(ANN, "1", { email: "new@x.io" }), at(ANN, "N1")]);
    expect(made.told).toEqual(["create N1", "restore 1"]);
    expect(choices(made)).toEqual([]);
  });

  test("who is missing now comes before who was removed before, unless the names say otherwise", () => {
    const arno = at(ANN, "7", { firstName: "Arno" });
    expect(choices(plan([owned(arno), removed(ANN)], [at(ANN, "N1", { firstName: "Cat" })]))).toEqual([
      "N1: other as 7, address",
    ]);
    const back = plan([owned(arno), removed(ANN)], [at(ANN, "N1")]);
    expect(choices(back)).toEqual(["N1: same as 1, address_and_names"]);
    expect(back.told).toEqual(["remove 7", "restore N1"]);
    expect(back.changes[0]?.dependsOn).toBe("7");
  });

  test("of two removed with one address the names decide, then the later one", () => {
    const older = removed(ANN, { removedAt: "2026-11-01T00:00:00.000Z" });
    const later = removed(at(ANN, "7", { firstName: "Arno" }));
    expect(choices(plan([older, later], [at(ANN, "N1")]))).toEqual(["N1: same as 1, address_and_names"]);
    expect(choices(plan([older, later], [at(ANN, "N1", { firstName: "Cat" })]))).toEqual([
      "N1: other as 7, address",
    ]);
  });

  test("nobody is two people: the address comes before names, and names of several rows tell nothing", () => {
    const taken = plan(
      [removed(ANN)],
      [at(ANN, "N1", { firstName: "Arno" }), at(ANN, "N2", { email: "a@y.io" })],
    );
    expect(choices(taken)).toEqual(["N1: other as 1, address"]);
    const several = plan(
      [removed(ANN)],
      [at(ANN, "N1", { email: "a@y.io" }), at(ANN, "N2", { email: "b@y.io" })],
    );
    expect(choices(several)).toEqual([]);
  });
});

test("switched off, nobody is looked for", () => {
  const made = plan([owned(ANN), removed(BOB)], [at(ANN, "N1"), at(BOB, "N2")], { reKey: false });
  expect(made.told).toEqual(["create N1", "create N2", "remove 1"]);
  expect(choices(made)).toEqual([]);
});

test("nobody is somebody else by default, in any order of the rows", () => {
  const names = fc.constantFrom("", "Ann", "Bob", "Cat");
  const row = fc.record({
    id: fc.constantFrom("1", "2", "3", "4", "5"),
    email: fc.constantFrom("a@x.io", "b@x.io", "c@x.io", "d@x.io"),
    firstName: names,
    lastName: names,
  });
  const file = fc
    .uniqueArray(row, { selector: ({ email }) => email, maxLength: 4 })
    .map((rows) => rows.map((one, n) => ({ ...one, id: `${n}${one.id}` })));
  fc.assert(
    fc.property(file, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), file, (before, gone, after) => {
      const directory = before.map((one, n) => owned(one, { removed: gone[n] ?? false }));
      const made = plan(
        directory,
        after.map((one) => at(one, `N${one.id}`)),
      );
      const back = plan(
        directory,
        [...after].reverse().map((one) => at(one, `N${one.id}`)),
      );
      expect(choices(back)).toEqual(choices(made));
      expect(back.told).toEqual(made.told);
      const nameless =
        after.filter(({ firstName, lastName }) => !firstName && !lastName).length * 2 > after.length;
      for (const { match, kind, after: is } of made.changes) {
        if (!match || kind === "create" || !is) continue;
        expect(match.before.email).toBe(is.email);
        const same = match.before.firstName === is.firstName && match.before.lastName === is.lastName;
        expect(same || nameless).toBe(true);
      }
      const users = made.changes.flatMap(({ match }) => match?.userId ?? []);
      expect(new Set(users).size).toBe(users.length);
    }),
    { numRuns: 500 },
  );
});
