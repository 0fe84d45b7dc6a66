import fc from "fast-check";
import { expect, test } from "vitest";
import { isSameName, meantPath, nearNames } from "@/lib/pipeline/source/near-names";
import { commonUploadNames, isUploadOf } from "@/lib/pipeline/source/temporary-names";

test.each([
  ".people.csv",
  ".in.people.csv.",
  ".people.csv.x8Tq2a",
  "people.csv.x8Tq2a",
  "people.csv.writing",
  "people.csv.tmp",
  "people.csv.FILEPART",
  ".people.csv.tmp",
  "people.tmp",
  "people.part",
])("%s is an upload of people.csv", (name) => expect(isUploadOf("people.csv", name)).toBe(true));

test.each([
  "people.csv",
  "people.csv.202601",
  "people.csv.backup",
  "people.csv.BACKUP",
  "people.csv.gz",
  "people.txt",
  "other.csv.tmp",
  "people2.tmp",
  ".bashrc",
])("%s is no upload of people.csv", (name) => expect(isUploadOf("people.csv", name)).toBe(false));

test("names that are asked for one by one are known as uploads, whatever the file is called", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zA-Z]{1,8}(\.[a-z]{1,4}){0,2}$/), (name) => {
      for (const other of commonUploadNames(name)) {
        if (other !== name) expect([other, isUploadOf(name, other)]).toEqual([other, true]);
      }
      expect(isUploadOf(name, name)).toBe(false);
    }),
  );
});

test.each([
  ["users.csv", ["Users.csv", "notes.txt"], ["Users.csv"]],
  ["Users", ["Users.csv"], ["Users.csv"]],
  ["Users.csv", ["Users.CSV.gz", "Users.txt", "Userlist.csv"], ["Users.CSV.gz", "Users.txt"]],
  ["Users.csv\u200B", ["Users.csv"], ["Users.csv"]],
  ['"Users.csv"', ["Users.csv"], ["Users.csv"]],
  ["a – b.csv", ["a - b.csv"], ["a - b.csv"]],
  ["a\u00A0b.csv", ["a b.csv"], ["a b.csv"]],
  ["users.csv", ["staff.csv"], []],
])("%j is near to %j: %j", (wanted, names, near) => expect(nearNames(wanted, names)).toEqual(near));

test("a name in either form of Unicode is the same name", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (name) => {
      expect(isSameName(name.normalize("NFD"), name.normalize("NFC"))).toBe(true);
    }),
  );
  expect(isSameName("Users.csv", "users.csv")).toBe(false);
});

test.each([
  ["export\\Users.csv", "export/Users.csv"],
  ["C:\\export\\Users.csv", "export/Users.csv"],
  ["~/export/Users.csv", "export/Users.csv"],
  ['"export/Users.csv"', "export/Users.csv"],
  ["sftp://h:22/export/Users.csv", "export/Users.csv"],
  ["export//Users.csv/", "export/Users.csv"],
  ["export/Users.csv", "export/Users.csv"],
])("%j probably means %j", (path, meant) => expect(meantPath(path)).toBe(meant));
