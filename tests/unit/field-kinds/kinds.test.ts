import { expect, test } from "vitest";
import { ALL_KINDS } from "@/lib/field-kinds/registry";
import type { FieldType, ProfileField } from "@/lib/model/field";
import { columnParser } from "@/lib/pipeline/validate/column-parsers";
import { readFieldInput, writeFieldInput } from "@/lib/users/field-input";
import { endOf } from "@/lib/users/filters";
import { shownValue } from "@/lib/users/values";

const field = (type: FieldType): ProfileField => ({
  ...{ id: 1, label: "F", type },
  options: [
    { id: 7, label: "Red" },
    { id: 3, label: "Blue" },
  ],
});

test.each(ALL_KINDS)(
  "$type: what the template gives is read, shown, and held by a form as it was",
  (kind) => {
    const whole = field(kind.type);
    const read = columnParser(whole, {});
    for (const at of [0, 1]) {
      const faults: [] = [];
      const value = read(kind.example(whole, at, {}), faults, false);
      expect([value, faults]).toEqual([expect.anything(), []]);
      expect(shownValue(whole, value)).toEqual(
        [expect.any(String)].concat(kind.stored === "options" && at === 0 ? [expect.any(String)] : []),
      );
      expect(readFieldInput(whole, writeFieldInput(whole, value))).toEqual({ ok: true, value });
      // What is shown is what exports write, so a run reads it as the same.
      expect(read(shownValue(whole, value).join("\n"), faults, false)).toEqual(value);
    }
  },
);

test.each(ALL_KINDS)("$type: nothing entered is no value", ({ type }) => {
  expect(readFieldInput(field(type), writeFieldInput(field(type), undefined))).toEqual({
    ok: true,
    value: null,
  });
});

test.each(ALL_KINDS)("$type: can be asked whether there is a value, and filtered by", (kind) => {
  expect(Object.keys(kind.operators)).toEqual(expect.arrayContaining(["is_empty", "is_not_empty"]));
  if (kind.filter.by === "range") {
    const end = String(columnParser(field(kind.type), {})(kind.example(field(kind.type), 0, {}), [], false));
    expect(endOf(kind.type, end)).toBe(end);
  } else expect(endOf(kind.type, "1")).toBeNull();
});

test("no two guesses have the same rank, and no two types the same setting", () => {
  const ranks = ALL_KINDS.flatMap(({ guesses }) => guesses.map(({ rank }) => rank));
  expect(new Set(ranks).size).toBe(ranks.length);
  const keys = ALL_KINDS.flatMap(({ reading }) => reading?.keys ?? []);
  expect(new Set(keys).size).toBe(keys.length);
});
