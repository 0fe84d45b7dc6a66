import { expect, test } from "vitest";
import { findTexts } from "./texts";
import { below, expectNone } from "./tree";
import { CHECKED, DENIED, FIXED } from "./words";

test("people read plain product English", () => {
  const findings = below(...CHECKED).flatMap(({ path, text }) =>
    findDenied(text, path.endsWith(".ts") ? "ts" : "tsx").map(
      ({ line, word, use }) => `${path}:${line} "${word}": use ${use}`,
    ),
  );
  expectNone(findings, "Write the sentence so that nobody stops at it; one thing has one name everywhere.");
});

test("every fixed text is still in use", () => {
  const read = below("app", "components", "lib").map(({ text }) => text);
  const findings = FIXED.filter(({ text }) => !read.some((file) => file.includes(text)));
  expectNone(
    findings.map(({ text }) => text),
    "Nothing shows this text any more: take it off the list in tests/rules/words.ts.",
  );
});

test("a denied word is found in strings, templates and JSX, with its line", () => {
  const planted = [
    'const title = "It has run out";',
    "const line = `" + "$" + "{n} rows are ticked`;",
    "const node = (",
    "  <p title='Sent anew'>",
    "    Removed by",
    "    hand, {count} at once &amp; <b>whoever</b>",
    "  </p>",
    ");",
  ].join("\n");
  expect(findDenied(planted).map(({ line, word }) => `${line} ${word}`)).toEqual([
    "1 run out",
    "2 ticked",
    "4 anew",
    "5 by hand",
    "6 at once",
    "6 whoever",
  ]);
});

test("every entry finds a sample of its own, and a fixed text is left alone", () => {
  const samples = [
    "Untick all",
    "a quote stands here",
    "start anew",
    "it ran out",
    "taken back",
    "used up",
    "ask whoever runs it",
    "by itself",
    "by hand",
    "gone for good",
    "at once",
    "from then on",
    "comes into being",
    "is withdrawn",
    "mended rows",
    "let go",
    "undone in part",
    "Held",
    "waits for a decision",
    "take out of",
    "answers to that",
    "2 GiB",
    "One a line",
    "Appoint managers",
    "left alone",
    "unwanted mails",
    "Kept mails",
    "in the Outbox",
    "check your mail",
    "As on this device",
    "whatever the file says",
    "Complete list",
    "taken over",
    "put them back",
    "2 changes held back",
    "nothing fills it",
    "one proposal",
    "the address is in use by now",
    "no link of ours",
    "the upload is not whole",
    "it could not be spoken to",
    "a run is at work",
    "to go on",
    "a mailed link",
    "rows that count",
    "a typing error",
    "UTF 8",
  ];
  const unfound = DENIED.filter(({ pattern }) => !samples.some((sample) => pattern.test(sample)));
  expect(unfound).toEqual([]);
  expect(
    samples.filter((sample) => findDenied(`const text = ${JSON.stringify(sample)};`).length !== 1),
  ).toEqual([]);
  expect(findDenied('const text = "E-mail address belongs to a user added by hand";')).toEqual([]);
});

test("names, stored values, comments, imports, types, class names and SQL are not read", () => {
  const unread = [
    '"use anew";',
    'import { ticked } from "./ticked";',
    "// It stands here by hand.",
    "/** Held, anew. */",
    'type Kind = "tick";',
    "const ticks = { tick: ticked.stand };",
    "const query = sql`select 'tick it'`;",
    'const decision = run.decision === "ticked";',
    "const key = `rollcall:ticks:" + "$" + "{id}`;",
    'const node = <p className="tick">{/* by hand */}</p>;',
  ].join("\n");
  expect(findDenied(unread)).toEqual([]);
});

type Denied = { line: number; word: string; use: string };

function findDenied(source: string, lang: "ts" | "tsx" = "tsx"): Denied[] {
  return findTexts(source, lang).flatMap(({ text, line }) => {
    const free = FIXED.reduce(
      (left, fixed) => left.replaceAll(fixed.text, " ".repeat(fixed.text.length)),
      text,
    );
    return DENIED.flatMap(({ pattern, use }) =>
      [...free.matchAll(spacious(pattern))].map((found) => ({
        line: line + free.slice(0, found.index).split("\n").length - 1,
        word: found[0].replace(/\s+/g, " "),
        use,
      })),
    );
  });
}

function spacious({ source, flags }: RegExp): RegExp {
  return new RegExp(source.replaceAll(" ", "\\s+"), `${flags}g`);
}
