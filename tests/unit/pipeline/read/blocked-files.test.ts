import { describe, expect, test } from "vitest";
import type { Encoding } from "@/lib/model/file";
import type { IssueCode } from "@/lib/model/issue";
import { readAll } from "./reading";

type Case = [name: string, file: string | Buffer, code: IssueCode, words: string[], encoding?: Encoding];

const utf16 = (text: string) => Buffer.from(text, "utf16le");
const latin1 = (text: string) => Buffer.from(text, "latin1");

describe("A file that can't be used says what was found, where, and what to do", () => {
  const cases: Case[] = [
    ["no bytes", "", "file_empty", ["is empty"]],
    ["only a mark", "\ufeff", "file_empty", ["is empty"]],
    ["only blank lines", "\r\n  \r\n", "file_empty", ["is empty"]],
    ["Latin-1", latin1("a,b\n1,x\n2,M\xfcller\n"), "file_not_utf8", ["0xFC", "line 3, column 4 (byte 11)"]],
    [
      "after wide characters",
      Buffer.concat([Buffer.from("a,b\n€ä😀,"), latin1("\xff\n")]),
      "file_not_utf8",
      ["line 2, column 5 (byte 14)"],
    ],
    [
      "on the first line, after a mark",
      latin1("\xef\xbb\xbfa,\xe9\n"),
      "file_not_utf8",
      ["line 1, column 3 (byte 5)"],
    ],
    [
      "a character cut in two",
      Buffer.from("a,b\n1,€").subarray(0, 8),
      "file_not_utf8",
      ["line 2, column 3 (byte 6)"],
    ],
    [
      "a surrogate in UTF-8",
      latin1("a,b\n\xed\xa0\x80,1\n"),
      "file_not_utf8",
      ["0xED", "line 2, column 1 (byte 4)"],
    ],
    ["an overlong slash", latin1("a,b\n\xc0\xaf,1\n"), "file_not_utf8", ["0xC0"]],
    ["NUL", "a,b\n1,ä\0x\n", "file_nul", ["line 2, column 4 (byte 8)"]],
    [
      "UTF-16 with its mark",
      utf16("\ufeffa,b\n1,2\n"),
      "file_utf16",
      ["UTF-16 (little-endian)", "byte order mark"],
    ],
    ["UTF-16 of the other order", utf16("\ufeffa,b\n1,2\n").swap16(), "file_utf16", ["UTF-16 (big-endian)"]],
    ["UTF-16 without a mark", utf16("ID,Email\n1,2\n"), "file_utf16", ["every other byte is zero"]],
    [
      "UTF-16 where Windows-1252 is set",
      utf16("\ufeffa,b\n"),
      "file_utf16",
      ["Windows-1252"],
      "windows-1252",
    ],
    [
      "UTF-8 where UTF-16 is set",
      "a,b\n1,2\n",
      "file_encoding",
      ["is not UTF-16 (little-endian)"],
      "utf-16le",
    ],
    ["the wrong order of UTF-16", utf16("\ufeffa,b\n"), "file_encoding", ["UTF-16 (big-endian)"], "utf-16be"],
    [
      "UTF-8 with its mark where Windows-1252 is set",
      "\ufeffa,b\n",
      "file_encoding",
      ["is UTF-8"],
      "windows-1252",
    ],
    [
      "half a character of UTF-16",
      utf16("\ufeffa,b\n1,2\n").subarray(0, 15),
      "file_encoding",
      ["line 2, column 3 (byte 14)"],
      "utf-16le",
    ],
    [
      "a lone surrogate of UTF-16",
      utf16("\ufeffa,b\n1,\ud800x\n"),
      "file_encoding",
      ["line 2, column 3"],
      "utf-16le",
    ],
    [
      "an Excel workbook",
      latin1("PK\x03\x04\x14\0[Content_Types].xml\0"),
      "file_not_csv",
      ["Excel workbook (.xlsx)"],
    ],
    [
      "an old Excel workbook",
      latin1("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
      "file_not_csv",
      ["old Excel workbook"],
    ],
    ["a ZIP", latin1("PK\x03\x04\x14\0users.csv\0"), "file_not_csv", ["ZIP archive"]],
    ["gzip", latin1("\x1f\x8b\x08\0\0\0"), "file_not_csv", ["gzip"]],
    ["PDF", "%PDF-1.7\n", "file_not_csv", ["PDF"]],
    ["a web page", "\n <!DOCTYPE html><html>", "file_not_csv", ["web page"]],
    ["XML", '\ufeff<?xml version="1.0"?><users/>', "file_not_csv", ["XML"]],
    ["JSON", '[\n  {"id": 1}]', "file_not_csv", ["JSON"]],
    ["PGP", "-----BEGIN PGP MESSAGE-----\n", "file_not_csv", ["PGP"]],
    ["lines that end in CR", "a,b\r1,2\r3,4\r", "file_not_csv", ["CR alone"]],
    [
      "a quote that never closes",
      'a,b\n1,2\n3,"4\n5,6\n',
      "file_unclosed_quote",
      ["line 3, column 3 (byte 10)", "the file ends first"],
    ],
    [
      "after CRLF and wide letters",
      'a,b\r\nä,2\r\n"3,4\r\n',
      "file_unclosed_quote",
      ["line 3, column 1 (byte 11)"],
    ],
    [
      "text after a closing quote",
      'a,b\n1,"x" y,2\n',
      "file_bad_quote",
      ["line 2, column 5 (byte 8)", "starts at line 2, column 3 (byte 6)"],
    ],
    [
      "a quote opened lines before",
      'a,b\n1,"x\n2,y\n3,"z"\n',
      "file_bad_quote",
      ["line 4, column 3 (byte 15)", "line 2, column 3 (byte 6)"],
    ],
    [
      "cut off at an inner quote",
      'a,b,c\n1,2,3\n4,"say "',
      "file_unclosed_quote",
      ["middle of row 3", "line 3, column 9 (byte 20)"],
    ],
    ["cut off at a quote that swallowed rows", 'a,b\n1,"a\n2,c"', "file_unclosed_quote", ["middle of row 2"]],
    ["two columns of one name", "ID,Email, ID\n", "header_duplicate", ["Columns 1 and 3", "ID"]],
    ["a column without a name", "ID,,Email\n", "header_empty", ["Column 2 of 3"]],
    ["a separator too many", "ID,Email,\n", "header_empty", ["Column 3 of 3"]],
  ];

  test.each(cases)("%s", async (_name, file, code, words, encoding = "utf-8") => {
    const { problem, remedy } = await readAll(file, { encoding });
    expect(problem).toMatchObject({ severity: "blocking", code });
    for (const word of words) expect(problem?.message).toContain(word);
    expect(remedy).not.toBe("");
  });
});

describe("A last line without a line end is no fault by itself", () => {
  test.each(['a,b\n1,"2"', 'a,b\n1,"x\ny"', 'a,b\n1,5"', 'a,b\n"1",2', 'a\n"1,2\n3,4"'])(
    "%j",
    async (file) => {
      expect((await readAll(file)).problem).toBeNull();
    },
  );
});
