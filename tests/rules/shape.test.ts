import { basename } from "node:path";
import { test } from "vitest";
import { expectNone, isExempt, sourceTree } from "./tree";

const ours = sourceTree();

test("no file has more than 300 lines", () => {
  const free = /^(drizzle\/schema|tests\/fixtures)\/|\.generated\./;
  const findings = ours
    .filter((file) => !free.test(file.path) && file.lines.length - 1 > 300 && !isExempt(file, "length"))
    .map(({ path, lines }) => `${path} has ${lines.length - 1} lines`);
  expectNone(
    findings,
    "It asks for a second room: find the part with its own name and give it its own file.",
  );
});

/** Three lines say a why. A public function's docstring also has to name units, shapes and errors. */
const COMMENT_LINES_MAX = 3;
const DOCSTRING_LINES_MAX = 8;

test("comments are at most 3 lines long, docstrings at most 8", () => {
  const findings = ours.flatMap((file) => [
    ...longComments(file.path, file.lines),
    ...longDocstrings(file.path, file.text),
  ]);
  expectNone(
    findings,
    "Say why, not what. What needs more room is either a better name or a paragraph of a README.",
  );
});

function longComments(path: string, lines: readonly string[]): string[] {
  let length = 0;
  return lines.flatMap((line, at) => {
    length = /^\s*\/\//.test(line) ? length + 1 : 0;
    return length === COMMENT_LINES_MAX + 1
      ? [`${path}:${at + 1 - COMMENT_LINES_MAX} is a long comment`]
      : [];
  });
}

function longDocstrings(path: string, text: string): string[] {
  return [...text.matchAll(/^[ \t]*\/\*\*?[\s\S]*?\*\//gm)].flatMap((found) => {
    const said = found[0].split("\n").filter((line) => /[\p{L}\p{N}]/u.test(line)).length;
    const at = text.slice(0, found.index).split("\n").length;
    return said > DOCSTRING_LINES_MAX ? [`${path}:${at} is a docstring of ${said} lines`] : [];
  });
}

test("files are named in kebab-case for what is in them", () => {
  const findings = ours
    .map(({ path }) => path)
    .filter((path) => {
      const name = basename(path).replace(/(\.test|\.config|\.generated|\.store)?\.tsx?$/, "");
      return (
        !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) ||
        /^(utils?|helpers?|common|misc|.*-(manager|utils?|helpers?))$/.test(name)
      );
    });
  expectNone(
    findings,
    "`utils`, `helpers` and `manager` say nothing: name the file after the verb or the noun in it.",
  );
});

test("no file only passes on what others export", () => {
  const allowed = new Set(["inngest/functions/index.ts", "drizzle/schema/index.ts"]);
  const findings = ours
    .filter(({ path, lines }) => {
      const code = lines.filter((line) => line.trim() && !/^\s*(\/\/|\/?\*)/.test(line));
      return (
        !allowed.has(path) &&
        code.length > 1 &&
        code.every((line) => /^export (type )?(\*|\{[^}]*\}) from /.test(line))
      );
    })
    .map(({ path }) => path);
  expectNone(findings, "Import from the file that has it: barrels hide who needs what and load everything.");
});

test("nothing is left for later", () => {
  // Stays: these words are what is looked for, and this file alone may have them.
  // The rule's own pattern: it looks for these marks elsewhere.
  const marks = /\b(TODO|FIXME|XXX)\b|@ts-(ignore|nocheck|expect-error)/;
  const findings = ours
    .filter(({ path }) => path !== "tests/rules/shape.test.ts")
    .flatMap(({ path, lines }) =>
      lines.flatMap((line, at) => (marks.test(line) ? [`${path}:${at + 1} ${line.trim()}`] : [])),
    );
  expectNone(findings, "Finish it, or take it out.");
});
