import { describe, expect, test } from "vitest";
import { dateParser } from "@/lib/values/date";
import { isEmail } from "@/lib/values/email";
import { numberParser, parseNumber } from "@/lib/values/number";
import { shown, trimCell, valuesOf } from "@/lib/values/text";

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
    ["+5", "5"],
    ["+0", "0"],
    [".5", "0.5"],
    ["-.50", "-0.5"],
    ["5.", "5"],
    ["007.", "7"],
    ["12345678901234567890.12345678901234567890", "12345678901234567890.1234567890123456789"],
  ])("%s is %s", (text, value) => expect(parseNumber(text)).toBe(value));

  test.each([
    "",
    "1e5",
    "1,5",
    "1,234",
    "1 000",
    ".",
    "+",
    "+.",
    "++5",
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

describe("Numbers as a column writes them", () => {
  test.each([
    [{ decimal: "," as const }, "37,50", "37.5"],
    [{ decimal: "," as const }, ",5", "0.5"],
    [{ decimal: "," as const }, "-0,0", "0"],
    [{ decimal: "," as const }, "1234", "1234"],
    [{ decimal: "," as const }, "37.5", null],
    [{ decimal: "," as const }, "1.234,5", null],
    [{ decimal: "," as const, thousands: "." as const }, "-1.234.567,80", "-1234567.8"],
    [{ decimal: "," as const, thousands: "." as const }, "1234,5", "1234.5"],
    [{ decimal: "," as const, thousands: "." as const }, "1.5", null],
    [{ decimal: "," as const, thousands: "." as const }, "12.34", null],
    [{ decimal: "," as const, thousands: "." as const }, "1234.567", null],
    [{ thousands: "," as const }, "1,234.5", "1234.5"],
    [{ thousands: "," as const }, "1,5", null],
    [{ thousands: " " as const }, "12\u202f345", "12345"],
    [{ thousands: " " as const }, "12\u00a0345", "12345"],
    [{ thousands: "'" as const }, "1’234", "1234"],
    [{ thousands: "'" as const }, "1e3", null],
    [{ thousands: "'" as const }, "", null],
    [{ thousands: "'" as const }, "-", null],
  ])("%j: %j is %j", (signs, text, value) => expect(numberParser(signs)(text)).toBe(value));

  test("A long cell of digits is refused at once", () => {
    const started = performance.now();
    expect(numberParser({ thousands: "," })(`${"123,".repeat(100_000)}x`)).toBeNull();
    expect(performance.now() - started).toBeLessThan(100);
  });
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
    "1984-01-23T00:01",
    "1984-01-23 12:00",
    "1984-01-23 00:00:00.5",
    " 00:00",
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

  test.each([
    "1984-01-23 00:00:00",
    "1984-01-23T00:00",
    "1984-01-23T00:00:00.000Z",
    "1984-01-23 0:00",
    "1984-01-23 00:00:00+02:00",
    "1984-01-23 12:00:00 AM",
    "23.01.1984 00:00:00",
    "01/23/1984",
    "30704",
    "30704.0",
  ])("%s is the day, whatever way it is written in", (text) => {
    const parse = dateParser({
      moreDateFormats: ["dd.MM.yyyy", "MM/dd/yyyy", "dd/MM/yyyy"],
      serialDates: "1900",
    });
    expect(parse(text)).toBe("1984-01-23");
  });

  test("The first format that fits counts", () => {
    const texts = ["03/04/2020", "23/04/2020"];
    expect(texts.map(dateParser({ dateFormat: "MM/dd/yyyy", moreDateFormats: ["dd/MM/yyyy"] }))).toEqual([
      "2020-03-04",
      "2020-04-23",
    ]);
    expect(texts.map(dateParser({ dateFormat: "dd/MM/yyyy", moreDateFormats: ["MM/dd/yyyy"] }))).toEqual([
      "2020-04-03",
      "2020-04-23",
    ]);
  });

  test("Two digits of a year go by the pivot, and never into the future", () => {
    const texts = ["23.01.30", "23.01.31", "29.02.00", "23.01.26", "23.01.27"];
    expect(texts.map(dateParser({ dateFormat: "dd.MM.yy", yearPivot: 30 }))).toEqual([
      ...["2030-01-23", "1931-01-23", "2000-02-29", "2026-01-23", "2027-01-23"],
    ]);
    const past = dateParser({ dateFormat: "dd.MM.yy", neverFuture: true }, "2026-11-27");
    expect([...texts, "28.11.26", "27.11.26"].map(past)).toEqual([
      ...["1930-01-23", "1931-01-23", "2000-02-29", "2026-01-23", "1927-01-23", "1926-11-28", "2026-11-27"],
    ]);
    expect(dateParser({ dateFormat: "dd.MM.yyyy", neverFuture: true }, "2026-11-27")("01.01.2030")).toBe(
      "2030-01-01",
    );
  });

  test("Excel's days are counted from 1900, which it takes for a leap year, or from 1904", () => {
    const texts = ["1", "59", "60", "61", "0", "2958465", "2958466", "-1", "1.5"];
    expect(texts.map(dateParser({ serialDates: "1900" }))).toEqual([
      ...["1900-01-01", "1900-02-28", null, "1900-03-01", null, "9999-12-31", null, null, null],
    ]);
    expect(["0", "29242"].map(dateParser({ serialDates: "1904" }))).toEqual(["1904-01-01", "1984-01-23"]);
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
