import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Person } from "@/lib/model/user";
import { fingerprint, hexOf } from "@/lib/pipeline/hash/fingerprint";
import { murmur128 } from "@/lib/pipeline/hash/murmur";
import { prepareMapping } from "@/lib/pipeline/validate/prepare-mapping";
import { validateRecord } from "@/lib/pipeline/validate/validate-record";
import { whyNoId } from "@/lib/values/unreadable-id";
import { BARE, FIELDS, HEADER, plain } from "./rows";

const LABELS = FIELDS.map((field) => field.label);

type Printed = Omit<Person, "fingerprint"> & { fingerprint: string };

function personOf(header: readonly string[], cells: readonly string[], row = 2): Printed {
  const validated = validateRecord(prepareMapping(header, BARE, FIELDS), { row, line: row, cells });
  if (validated.kind !== "person") throw new Error(validated.issues[0]?.message);
  return plain(validated.person);
}

/** As it is stored. */
function printed(...args: Parameters<typeof fingerprint>): string | null {
  const print = fingerprint(...args);
  return print && hexOf(print);
}

const text = fc
  .string({ unit: "grapheme", maxLength: 12 })
  .filter((value) => !/[\p{Cc}\p{Cf}\p{Z}]/u.test(value));
const cells = fc.tuple(
  fc.stringMatching(/^[a-zA-Z0-9-]{1,12}$/).filter((id) => whyNoId(id) === null),
  fc.constantFrom("a@b.fi", "A@b.fi", "c@d.example.com"),
  text,
  text,
  text,
  text,
  fc.constantFrom("", "1", "2", "x"),
  fc.constantFrom("", "1984-01-23", "1984-01-24", "x"),
  fc.constantFrom("", "Oslo", "Bergen", "x"),
  fc.constantFrom("", "Sales", "Marketing\nSales", "Sales\nMarketing", "Finance", "x"),
);
const everything = ({ id, email, firstName, lastName, mobile, fields }: Printed) =>
  JSON.stringify([id, email, firstName, lastName, mobile, fields]);

describe("Fingerprints", () => {
  test("Two rows have the same fingerprint exactly when they say the same", () => {
    fc.assert(
      fc.property(cells, cells, fc.nat({ max: 9 }), (a, b, keep) => {
        // Differ in one cell at most, most of the time.
        const other = a.map((cell, at) => (at === keep ? (b[at] ?? "") : cell));
        const one = personOf([...HEADER, ...LABELS], a);
        const two = personOf([...HEADER, ...LABELS], other, 99);
        expect(one.fingerprint === two.fingerprint).toBe(everything(one) === everything(two));
        expect(one.fingerprint).toMatch(/^[0-9a-f]{32}$/);
      }),
      { numRuns: 2_000 },
    );
  });

  test("The order of columns does not count", () => {
    fc.assert(
      fc.property(cells, fc.array(fc.nat(), { minLength: 10, maxLength: 10 }), (row, weights) => {
        const order = weights.map((weight, at) => ({ weight, at })).sort((a, b) => a.weight - b.weight);
        const header = [...HEADER, ...LABELS];
        const moved = personOf(
          order.map(({ at }) => header[at] ?? ""),
          order.map(({ at }) => row[at] ?? ""),
        );
        expect(moved.fingerprint).toBe(personOf(header, row).fingerprint);
      }),
    );
  });

  test("Text that moves from one part to its neighbour counts", () => {
    const prints = [
      ["1", "a@b.fi", "ab", "c", ""],
      ["1", "a@b.fi", "a", "bc", ""],
      ["1", "a@b.fi", "abc", "", ""],
      ["1", "a@b.fi", "", "abc", ""],
      ["1", "a@b.fi", "", "", "abc"],
      ["1", "a@b.fi", "abc ä", "", ""],
      ["1", "a@b.fi", "abc a", "", ""],
    ].map((row) => personOf(HEADER, row).fingerprint);
    expect(new Set(prints).size).toBe(prints.length);
  });

  test("A field that is cleared, left, absent or of another kind differs", () => {
    const person = { id: "1", email: "a@b.fi", firstName: "", lastName: "", mobile: "" };
    const print = (...values: Parameters<typeof fingerprint>[2]) => printed(person, ["11", "12"], values);
    const prints = [
      print(undefined, undefined),
      print(null, undefined),
      print(undefined, null),
      print(null, null),
      print("5", null),
      print(5, null),
      print([5], null),
      print([5, 6], null),
      print("56", null),
      print(2 ** 32 + 5, null),
      print(null, "5"),
    ];
    expect(new Set(prints).size).toBe(prints.length);
    expect(printed(person, [], [])).toBe(print(undefined, undefined));
  });

  test("Long rows print too", () => {
    const person = { id: "1", email: "a@b.fi", firstName: "", lastName: "", mobile: "" };
    const long = printed(person, ["11"], ["x".repeat(10_000)]);
    expect(long).toMatch(/^[0-9a-f]{32}$/);
    expect(printed(person, ["11"], [`${"x".repeat(9_999)}y`])).not.toBe(long);
  });

  test("Fingerprints are kept in the database: this one may only change on purpose", () => {
    const row = [
      "12345",
      "john.doe@example.com",
      "John",
      "Doe",
      "",
      "Lead",
      "42",
      "1984-01-23",
      "Oslo",
      "Sales",
    ];
    expect(personOf([...HEADER, ...LABELS], row).fingerprint).toBe("f8016dce7cd2c0c89ee0be8ace364e20");
  });
});

test("The hash is MurmurHash3_x86_128, by values of its reference implementation", () => {
  const hash = (input: string) => {
    const bytes = Buffer.from(input);
    const words = new Int32Array(64).fill(99);
    for (let at = 0; at < bytes.length; at += 4) words[at / 4] = bytes.readInt32LE(at);
    const out = new Int32Array(4);
    murmur128(words, bytes.length / 4, out);
    return [...out].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  };
  expect(hash("")).toBe("00000000000000000000000000000000");
  expect(hash("eight by")).toBe("467ab9bc6bca30f00a1837f50a1837f5");
  expect(hash("The quick brown fox jumps over the lazy dog.")).toBe("6cbb60997dd6ed5e2bbf0fbb9b627b55");
  expect(hash("0123456789abcdef0123456789abcdef")).toBe("1f5c0a6453f841bce8a669faa3e7b577");
});
