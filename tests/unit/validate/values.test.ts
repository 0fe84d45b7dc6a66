import { describe, expect, test } from "vitest";
import { dateParser } from "@/lib/sync/validate/date";
import { isEmail } from "@/lib/sync/validate/email";
import { parseNumber } from "@/lib/sync/validate/number";
import { shown, trimCell, valuesOf } from "@/lib/sync/validate/text";

describe("E-mail addresses", () => {
  test.each([
    "a@b.fi",
    "John.Doe+hr@mail.example.com",
    "o'brien@example.ie",
    "_x_@sub-domain.example.co.uk",
    "1@2.travel",
    "a@xn--bcher-kva.example",
    "a@b.xn--p1ai",
    `${"a".repeat(64)}@example.com`,
    `a@${"b".repeat(63)}.com`,
  ])("%s can be written to", (text) => expect(isEmail(text)).toBe(true));

  test.each([
    "",
    "a",
    "@",
    "a@",
    "@b.fi",
    "a@b",
    "a@localhost",
    "a@b@c.fi",
    ".a@b.fi",
    "a.@b.fi",
    "a..b@c.fi",
    "a@.fi",
    "a@b..fi",
    "a@b.fi.",
    "a@-b.fi",
    "a@b-.fi",
    "a@b.f",
    "a@127.0.0.1",
    "a b@c.fi",
    "a@b c.fi",
    "a@b.fi, c@d.fi",
    "a@b.fi;c@d.fi",
    "<a@b.fi>",
    "A <a@b.fi>",
    "mailto:a@b.fi",
    '"a"@b.fi',
    "a@[1.2.3.4]",
    "a@b_c.fi",
    "a@b.fi\n",
    "a\0@b.fi",
    "jäger@example.com",
    "a@bücher.example",
    "a＠b.fi",
    "İ@example.com",
    "ΟΔΟΣ@example.com",
    "a\u200b@b.fi",
    `${"a".repeat(65)}@example.com`,
    `a@${"b".repeat(64)}.com`,
    `a@${"b.".repeat(130)}com`,
  ])("%j can not", (text) => expect(isEmail(text)).toBe(false));

  test("A hostile address is refused in no time", () => {
    const started = performance.now();
    expect(isEmail(`${"a.".repeat(120)}@${"b-".repeat(500_000)}`)).toBe(false);
    expect(isEmail(`a@${"a-a.".repeat(62)}!`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe("Numbers are decimal text, never a float", () => {
  test.each([
    ["0", "0"],
    ["00", "0"],
    ["-0", "0"],
    ["-0.00", "0"],
    ["01234", "1234"],
    ["1.50", "1.5"],
    ["1.00", "1"],
    ["-37.5", "-37.5"],
    ["0.1", "0.1"],
    ["12345678901234567890.12345678901234567890", "12345678901234567890.1234567890123456789"],
  ])("%s is %s", (text, value) => expect(parseNumber(text)).toBe(value));

  test.each([
    "",
    "+5",
    "1e5",
    "1,5",
    "1,234",
    "1 000",
    ".5",
    "5.",
    "1.2.3",
    "--1",
    "0x10",
    "１２",
    "−5",
    "NaN",
    "Infinity",
    "1_000",
    "9".repeat(101),
  ])("%j is none", (text) => expect(parseNumber(text)).toBeNull());
});

describe("Dates", () => {
  const iso = dateParser(undefined);
  test.each(["1984-01-23", "2024-02-29", "2000-02-29", "1999-12-31", "0001-01-01"])("%s is a day", (text) =>
    expect(iso(text)).toBe(text),
  );
  test.each([
    "1984-02-30",
    "2023-02-29",
    "1900-02-29",
    "1984-13-01",
    "1984-00-10",
    "1984-01-00",
    "1984-04-31",
    "0000-01-01",
    "84-01-23",
    "1984-1-23",
    "1984/01/23",
    "1984-01-23T00:00",
    "23.01.1984",
    "19840123",
    "30704",
    "1984-01-2x",
    "1984-01- 2",
    "１９８４-01-23",
  ])("%s is none", (text) => expect(iso(text)).toBeNull());

  test("A column may have its own format", () => {
    const parse = dateParser("dd.MM.yyyy");
    expect(
      ["23.01.1984", "23.1.1984", "31.02.1984", "1984-01-23", "23.01.84", "23.01.1984"].map(parse),
    ).toEqual(["1984-01-23", "1984-01-23", null, null, null, "1984-01-23"]);
    expect(dateParser("M/d/yyyy")("1/23/1984")).toBe("1984-01-23");
    expect(dateParser("yyyy-MM-dd HH:mm:ss")("1984-01-23 23:59:59")).toBe("1984-01-23");
  });

  test("Two digits of a year mean the same every year", () => {
    const parse = dateParser("dd.MM.yy");
    expect([parse("23.01.84"), parse("23.01.49"), parse("23.01.05")]).toEqual([
      "1984-01-23",
      "2049-01-23",
      "2005-01-23",
    ]);
  });

  test("A format that is none is refused at once", () => {
    expect(() => dateParser("YYYY-MM-DD")).toThrow(RangeError);
    expect(() => dateParser("nonsense")).toThrow(RangeError);
  });
});

describe("Cells", () => {
  test.each([
    [" a ", "a"],
    ["\u00a0a b\u2003", "a b"],
    ["\u200ba\ufeff", "a"],
    ["\u200e+358 1\u202c", "+358 1"],
    ["a\u200bb", "a\u200bb"],
    [" \t\r\n ", ""],
    ["Ä", "Ä"],
  ])("%j is trimmed to %j", (cell, trimmed) => expect(trimCell(cell)).toBe(trimmed));

  test("Trimming a megabyte of spaces is linear", () => {
    const started = performance.now();
    expect(trimCell(` a${" ".repeat(1_000_000)}b `)).toHaveLength(1_000_002);
    expect(performance.now() - started).toBeLessThan(500);
  });

  test("Values are split at line ends and the separator, trimmed, each once", () => {
    expect(valuesOf("Sales\n Marketing \r\nSales\n\n", undefined)).toEqual(["Sales", "Marketing"]);
    expect(valuesOf("Sales; Marketing;;\nFinance", ";")).toEqual(["Sales", "Marketing", "Finance"]);
    expect(valuesOf("A\rB\u2028C", undefined)).toEqual(["A", "B", "C"]);
    expect(valuesOf("; ;", ";")).toEqual([]);
  });

  test("What is shown of a long value is cut between characters", () => {
    expect(shown("x".repeat(200))).toBe("x".repeat(200));
    expect(shown("x".repeat(201))).toBe(`${"x".repeat(199)}…`);
    const cut = shown(`${"x".repeat(198)}😀😀`);
    expect(cut).toBe(`${"x".repeat(198)}…`);
  });
});
