import { describe, expect, test } from "vitest";
import { READ_DEFAULTS } from "@/lib/model/file";
import { readAll, table } from "./reading";

describe("records and their numbers", () => {
  const cases: [name: string, file: string, records: (string | number)[][]][] = [
    [
      "LF",
      "a,b\n1,2\n3,4\n",
      [
        [2, 2, "1", "2"],
        [3, 3, "3", "4"],
      ],
    ],
    [
      "CRLF",
      "a,b\r\n1,2\r\n3,4\r\n",
      [
        [2, 2, "1", "2"],
        [3, 3, "3", "4"],
      ],
    ],
    [
      "LF and CRLF in one file",
      "a,b\r\n1,2\n3,4\r\n5,6",
      [
        [2, 2, "1", "2"],
        [3, 3, "3", "4"],
        [4, 4, "5", "6"],
      ],
    ],
    ["no last line end", "a,b\n1,2", [[2, 2, "1", "2"]]],
    ["a byte order mark", "\ufeffa,b\n1,2\n", [[2, 2, "1", "2"]]],
    [
      "blank lines are rows but no records",
      "a,b\n\n1,2\n  \n\r\n3,4\n\n",
      [
        [3, 3, "1", "2"],
        [6, 6, "3", "4"],
      ],
    ],
    ["blank lines above the header", "\n\na,b\n1,2\n", [[4, 4, "1", "2"]]],
    ["the end mark of DOS", "a,b\n1,2\n\x1a", [[2, 2, "1", "2"]]],
    [
      "a record over lines is one row",
      'a,b\n"1\n2",3\n4,5\n',
      [
        [2, 2, "1\n2", "3"],
        [3, 4, "4", "5"],
      ],
    ],
    ["CRLF inside quotes is LF", 'a,b\r\n"1\r\n2",3\r\n', [[2, 2, "1\n2", "3"]]],
    ["CR inside quotes at the end of a cell stays", 'a,b\n1,"2\r"\n', [[2, 2, "1", "2\r"]]],
    [
      "quoted last cell before CRLF",
      'a,b\r\n1,"2"\r\n3,"4"',
      [
        [2, 2, "1", "2"],
        [3, 3, "3", "4"],
      ],
    ],
    ["doubled quotes", 'a,b\n"say ""hi""",""""\n', [[2, 2, 'say "hi"', '"']]],
    ["empty quotes", 'a,b\n1,""\n', [[2, 2, "1", ""]]],
    ["records of blank cells are rows but no records", 'a,b\n,\n" ",""\n1,2\n,,,\n', [[4, 4, "1", "2"]]],
    ["a file that was cut between CR and LF", "a,b\r\n1,2\r", [[2, 2, "1", "2"]]],
    ["a separator inside quotes", 'a,b\n"1,2",3\n', [[2, 2, "1,2", "3"]]],
    ["a quote inside an unquoted cell is text", 'a,b\n5" pipe,x"y\n', [[2, 2, '5" pipe', 'x"y']]],
    ["spaces after a closing quote", 'a,b\n"1"  ,"2" \n', [[2, 2, "1", "2"]]],
    [
      "too few and too many cells are given as they are",
      "a,b\n1\n1,2,3\n",
      [
        [2, 2, "1"],
        [3, 3, "1", "2", "3"],
      ],
    ],
    ["cells that are names of JavaScript", "__proto__,constructor\n1,2\n", [[2, 2, "1", "2"]]],
    ["nothing is turned into numbers", "a,b\n01234,1e5\n", [[2, 2, "01234", "1e5"]]],
  ];
  test.each(cases)("%s", async (_name, file, records) => {
    const outcome = await readAll(file);
    expect(outcome.problem).toBeNull();
    expect(table(outcome)).toEqual(records);
  });

  test("The header is trimmed and its letters are composed", async () => {
    expect((await readAll(' ID ,"E-mail ",\u00a0Bu\u0308ro\r\n1,2,3\n')).header).toEqual([
      "ID",
      "E-mail",
      "B\u00fcro",
    ]);
  });

  test("A header without rows gives no records and no problem", async () => {
    for (const file of ["a,b", "a,b\n", "a,b\r\n\r\n"]) {
      expect(await readAll(file)).toMatchObject({ header: ["a", "b"], records: [], problem: null });
    }
  });
});

test("Records of blank cells are counted, and the first of them named", async () => {
  expect((await readAll('a,b\n,\n1,2\n\n" ",""\n')).blankRows).toEqual([2, 5]);
  const { blankRows } = await readAll(`a,b\n${",\n".repeat(30)}`);
  expect(blankRows).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

describe("other settings", () => {
  test("Semicolons and tabs separate when the sync says so", async () => {
    expect(table(await readAll('a;b\n"1;2";3,4\n', { delimiter: ";" }))).toEqual([[2, 2, "1;2", "3,4"]]);
    expect(table(await readAll('a\tb\n"1"\t2\n', { delimiter: "\t" }))).toEqual([[2, 2, "1", "2"]]);
  });

  test("Windows-1252 has its own signs between 0x80 and 0x9F", async () => {
    const file = Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0x80, 0x92, 0x2c, 0xe4, 0x9f, 0x0a]);
    expect(table(await readAll(file, { encoding: "windows-1252" }))).toEqual([[2, 2, "€’", "äŸ"]]);
  });

  test("UTF-16 of both orders, with and without its mark", async () => {
    const text = "a,b\r\n1,äß€😀\r\n";
    for (const mark of ["", "\ufeff"]) {
      const little = Buffer.from(mark + text, "utf16le");
      const big = Buffer.from(little).swap16();
      expect(table(await readAll(little, { encoding: "utf-16le" }))).toEqual([[2, 2, "1", "äß€😀"]]);
      expect(table(await readAll(big, { encoding: "utf-16be" }))).toEqual([[2, 2, "1", "äß€😀"]]);
    }
  });
});

describe("limits are named where they are hit", () => {
  test.each([
    [{ sizeBytesMax: 3 }, "a,b\n1,2\n", "file_too_large", "3 bytes"],
    [
      { rowsMax: 1 },
      "a,b\n1,2\n\n3,4\n",
      "file_too_many_rows",
      "more than 1 row, the limit of this sync: line 4",
    ],
    [{ columnsMax: 1 }, "a,b\n", "file_too_many_columns", "2 columns; the limit of this sync is 1"],
    [
      { recordBytesMax: 8 },
      "a,b\n1,2\n1234,5678\n",
      "file_record_too_long",
      "line 3 (byte 8) is longer than 8 bytes",
    ],
    [
      { recordBytesMax: 8 },
      "a,b\n1,ääää\n",
      "file_record_too_long",
      "line 2 (byte 4) is longer than 8 bytes",
    ],
  ] as const)("%j", async (settings, file, code, words) => {
    const { problem } = await readAll(file, settings);
    expect(problem).toMatchObject({ severity: "blocking", code });
    expect(problem?.message).toContain(words);
  });

  test.each(["\n", "\r\n", ""])(
    "The line break %j does not count into the length of a record",
    async (end) => {
      for (const record of ["1234,567", '1234,"6"']) {
        expect((await readAll(`a,b\n${record}${end}`, { recordBytesMax: 8 })).problem).toBeNull();
        const { problem } = await readAll(`a,b\n${record}${end}`, { recordBytesMax: 7 });
        expect(problem).toMatchObject({ line: 2 });
      }
    },
  );

  test("A quote that never closes is found at the limit of a record, and in linear time", async () => {
    const rows = "1,2\n".repeat(2_000_000);
    const started = performance.now();
    const { problem } = await readAll(`a,b\n1,2\n3,"4\n${rows}`);
    expect(problem).toMatchObject({ code: "file_unclosed_quote", line: 3 });
    expect(problem?.message).toContain("line 3, column 3 (byte 10)");
    expect(problem?.message).toContain("1 MB");
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test("Bad quotes with long white space behind them do not take quadratic time", async () => {
    const cell = `"${'q"'.repeat(300_000)}${" ".repeat(300_000)}`;
    const started = performance.now();
    const { problem } = await readAll(`a,b\n${cell},2\n`);
    expect(problem).toMatchObject({ code: "file_bad_quote", line: 2 });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test("One record of nearly the limit is read", async () => {
    const long = "x".repeat(READ_DEFAULTS.recordBytesMax - 10);
    expect(table(await readAll(`a,b\n1,"${long}"\n2,3\n`))).toEqual([
      [2, 2, "1", long],
      [3, 3, "2", "3"],
    ]);
  });
});

describe("titles above the header and totals below the rows", () => {
  const file = 'Active employees,,\n"Run on\n26.11.2026",,\n\n\nID,Email\n1,a\n2,b\n\nTotal,2\n,\n';

  test("The header is the first row that is not blank, from the one that the settings name", async () => {
    for (const headerRow of [3, 4, 5]) {
      const { header, records } = await readAll(file, { headerRow });
      expect(header).toEqual(["ID", "Email"]);
      expect(records[0]).toMatchObject({ row: 6, line: 7, cells: ["1", "a"] });
    }
  });

  test.each([1, 2, 3, 4])("The last %i rows are left out, blank ones not counted", async (footerRows) => {
    const settings = { headerRow: 5, footerRows };
    for (let cut = 0; cut < file.length; cut++) {
      const { records, leftOut, blankRows } = await readAll(file, settings, [cut]);
      const rows = [6, 7, 9];
      expect(records.map(({ row }) => row)).toEqual(rows.slice(0, Math.max(0, 3 - footerRows)));
      expect(leftOut).toEqual(rows.slice(-footerRows));
      expect(blankRows).toEqual([10]);
    }
  });

  test("Titles may have quotes and any number of cells", async () => {
    const { header } = await readAll('5" pipes\n"a\nb","c",,,,\nID,Email\n1,x@y.io\n', { headerRow: 3 });
    expect(header).toEqual(["ID", "Email"]);
  });
});
