import { expect, test } from "vitest";
import type { ProfileField } from "@/lib/model/field";
import type { YesNoWords } from "@/lib/model/mapping";
import { columnOf } from "@/lib/pipeline/columns/collect";
import { columnParser } from "@/lib/pipeline/validate/column-parsers";
import { checkMapping } from "@/lib/syncs/check-mapping";
import { describeSettings } from "@/lib/syncs/describe-target";
import { fieldTarget } from "@/lib/syncs/propose/field-target";
import { guessField } from "@/lib/syncs/propose/guess-field";
import { sameMapping } from "@/lib/syncs/same-mapping";
import { mapping as mappingSchema } from "@/lib/syncs/schema";
import { readFieldInput } from "@/lib/users/field-input";

const remote: ProfileField = { id: 1, label: "Remote", type: "yes_no", options: [] };

function read(cell: string, words: YesNoWords = {}) {
  const faults: { message: string }[] = [];
  const value = columnParser(remote, words)(cell, faults as never, false);
  return faults.length > 0 ? faults.map(({ message }) => message).join() : value;
}

test.each(["true", "TRUE", "Yes", "yes", "YES", "1"])("%s is yes", (cell) => expect(read(cell)).toBe("yes"));
test.each(["false", "False", "No", "NO", "0"])("%s is no", (cell) => expect(read(cell)).toBe("no"));
test.each(["Y", "maybe", "2", "10", "-1", "1.0", "yes no", "ja"])("%s is neither", (cell) => {
  expect(read(cell)).toBe(`Invalid value for field Remote: ${cell}`);
});

test("words of a column mean yes and no beside those that always do, in any letter case", () => {
  const words = { yesWords: ["Ja", "x"], noWords: ["Nein"] };
  expect(["ja", "X", "NEIN", "true", "0"].map((cell) => read(cell, words))).toEqual([
    ...["yes", "yes", "no", "yes", "no"],
  ]);
});

test("both in one cell leave the field as it was", () => {
  expect(read("yes\nno")).toBe("Multiple values for field: Remote");
  expect(columnParser(remote, { blankWords: ["-"] })("-", [], false)).toBeNull();
});

const target = (words: YesNoWords) => ({ kind: "field", fieldId: 1, blank: "clear", ...words }) as const;

test.each<[YesNoWords, string | null]>([
  [{ yesWords: ["Ja"], noWords: ["Nein"] }, null],
  [{ yesWords: ["yes"], noWords: ["No"] }, null],
  [{ yesWords: ["Ja"], noWords: ["JA"] }, "JA"],
  [{ yesWords: ["0"] }, "0"],
  [{ noWords: ["True"] }, "True"],
])("a mapping with %j is refused for %j", (words, word) => {
  const check = () => checkMapping({ columns: { Office: target(words) } }, [remote]);
  if (word === null) check();
  else expect(check).toThrow(`In the column "Office", "${word}" means both yes and no.`);
});

test("words of a mapping are kept, told, and compared; none are none", () => {
  const columns = { Office: target({ yesWords: ["Ja"], noWords: ["Nein", "-"] }) };
  expect(mappingSchema.parse({ columns })).toEqual({ columns });
  expect(describeSettings(columns.Office)).toEqual(["yes: Ja", "no: Nein, -"]);
  expect(sameMapping({ columns }, { columns: { Office: target({}) } })).toBe(false);
  expect(
    sameMapping({ columns: { Office: target({ yesWords: [] }) } }, { columns: { Office: target({}) } }),
  ).toBe(true);
});

test.each<[string[], string]>([
  [["yes", "no", "YES", ""], "yes_no"],
  [["true", "FALSE"], "yes_no"],
  [["yes", "0", "true"], "yes_no"],
  [["No", "No", "No"], "yes_no"],
  [["0", "1", "1", "0"], "yes_no"],
  [["0", "1", "2"], "number"],
  [["1", "1", "1"], "number"],
  [["0"], "number"],
  [["no"], "text"],
  [["yes", "no", "maybe", "no", "yes", "no"], "single_choice"],
])("cells %j are proposed as %s", (cells, type) => {
  expect(guessField(columnOf(cells, true)).type).toBe(type);
});

test("a column is proposed with its words for blank, and settings of other types are left out", () => {
  const column = columnOf(["yes", "no", "N/A"], true);
  expect(fieldTarget(remote, column)).toEqual({ ...target({}), blankWords: ["N/A"] });
  expect(fieldTarget(remote, columnOf(["0,5", "1,5"], true))).toEqual(target({}));
});

test("a form gives yes, no or nothing", () => {
  expect(["yes", "no", ""].map((typed) => readFieldInput(remote, typed))).toEqual([
    { ok: true, value: "yes" },
    { ok: true, value: "no" },
    { ok: true, value: null },
  ]);
  expect(readFieldInput(remote, "maybe").ok).toBe(false);
});
