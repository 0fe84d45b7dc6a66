import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dropPathOf, folderOf, isTemporaryName, nameOf, resolveDropPath } from "@/lib/drops/path";

/** Letters, and everything that has ever led out of a folder. */
const awkward = fc.array(
  fc.oneof(
    fc.constantFrom(
      "/",
      "..",
      ".",
      "a",
      "b.csv",
      "é",
      "e\u0301",
      "\\",
      "\0",
      "\n",
      "%2e%2e",
      "%2f",
      " ",
      "~",
      "C:",
    ),
    fc.constantFrom("\uFFFD", "\uD800", "\u202E", "//", "/../", "....//", ".\u200B.", "．．"),
    fc.string({ unit: "binary", maxLength: 4 }),
  ),
  { maxLength: 12 },
);

/** What every path has to be like that one of the two readers lets through. */
function expectInside(path: string): void {
  if (path === "") return;
  expect(path.startsWith("/")).toBe(false);
  expect(path.endsWith("/")).toBe(false);
  expect(path).toBe(path.normalize("NFC"));
  expect(path).not.toMatch(/\p{Cs}/u);
  expect(Buffer.byteLength(path)).toBeLessThanOrEqual(1024);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
  expect(path).not.toMatch(/[\u0000-\u001F\u007F-\u009F\\\uFFFD]/);
  const parts = path.split("/");
  expect(parts.length).toBeLessThanOrEqual(9);
  for (const part of parts) {
    expect(["", ".", ".."]).not.toContain(part);
    expect(part).not.toMatch(/^\s|[\s.]$/u);
    expect(Buffer.byteLength(part)).toBeLessThanOrEqual(255);
  }
}

const settled = (work: () => string): string | null => {
  try {
    return work();
  } catch (error) {
    expect(error).toMatchObject({ code: "invalid_input" });
    return null;
  }
};

test("whatever a client sends, the path is inside of the drop or refused", () => {
  fc.assert(
    fc.property(awkward, (pieces) => {
      const walked = settled(() => resolveDropPath(pieces.join("")));
      if (walked !== null) expectInside(walked);
      const spelled = settled(() => dropPathOf(pieces));
      if (spelled !== null) expectInside(spelled);
    }),
    { numRuns: 3000 },
  );
});

test("a path that was let through stays itself, however often it is read", () => {
  fc.assert(
    fc.property(awkward, (pieces) => {
      const path = settled(() => resolveDropPath(pieces.join("")));
      if (path === null) return;
      expect(resolveDropPath(path)).toBe(path);
      expect(resolveDropPath(`/${path}`)).toBe(path);
      if (path !== "") expect(dropPathOf(path.split("/"))).toBe(path);
    }),
  );
});

describe("a path that someone walks", () => {
  test.each([
    ["", ""],
    ["/", ""],
    [".", ""],
    ["..", ""],
    ["/../../..", ""],
    ["a.csv", "a.csv"],
    ["/a.csv", "a.csv"],
    ["./hr//a.csv", "hr/a.csv"],
    ["hr/../a.csv", "a.csv"],
    ["../../etc/passwd", "etc/passwd"],
    ["/hr/./new/../a.csv", "hr/a.csv"],
    ["e\u0301.csv", "\u00E9.csv"],
    ["....", null],
    ["a\0.csv", null],
    ["a\n.csv", null],
    ["..\\a.csv", null],
    ["C:\\a.csv", null],
    ["a.csv.", null],
    ["a.csv ", null],
    [" a.csv", null],
    ["\uFFFD.csv", null],
    ["gpj.\u202Evsc", null],
    ["a".repeat(255), "a".repeat(255)],
    ["a".repeat(256), null],
    ["é".repeat(128), null],
    ["1/2/3/4/5/6/7/8/9", "1/2/3/4/5/6/7/8/9"],
    ["1/2/3/4/5/6/7/8/9/10", null],
    [Array(5).fill("a".repeat(250)).join("/"), null],
  ])("%j becomes %j", (text, path) => {
    expect(settled(() => resolveDropPath(text))).toBe(path);
  });
});

test.each([
  [["a.csv"], "a.csv"],
  [["hr", "a.csv"], "hr/a.csv"],
  [[], null],
  [[""], null],
  [["hr", "", "a.csv"], null],
  [["..", "a.csv"], null],
  [[".", "a.csv"], null],
  [["hr/a.csv"], null],
  [["../a.csv"], null],
])("the parts %j of a URL become %j", (parts, path) => {
  expect(settled(() => dropPathOf(parts))).toBe(path);
});

test.each([
  ["a.csv", false],
  ["hr/a.csv", false],
  ["a.csv.part", true],
  ["a.csv.FilePart", true],
  ["a.tmp", true],
  [".a.csv", true],
  [".staging/a.csv", true],
  ["parts.csv", false],
])("whether %j is the name of something unfinished: %j", (path, temporary) => {
  expect(isTemporaryName(path)).toBe(temporary);
});

test("the folder and the name of a path", () => {
  expect([folderOf("a.csv"), nameOf("a.csv")]).toEqual(["", "a.csv"]);
  expect([folderOf("hr/new/a.csv"), nameOf("hr/new/a.csv")]).toEqual(["hr/new", "a.csv"]);
});
