import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { Markdown } from "@/components/pages/markdown";
import { insertMark } from "@/lib/pages/insert-mark";
import { markdownProblem } from "@/lib/pages/markdown-limits";
import { safeLink } from "@/lib/pages/safe-link";
import { createPageInput, PAGE_BODY_CHARS_MAX } from "@/lib/pages/schema";

const html = (text: string) =>
  renderToStaticMarkup(createElement(Markdown, { text, pictures: "/p/acme/people/pictures" }));

describe("what a page's text may become", () => {
  test.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "<iframe src=https://evil.example></iframe>",
    "<svg/onload=alert(1)>",
    "text <b onclick=alert(1)>bold</b>",
    "<style>body{display:none}</style>",
    "<!-- --!><script>alert(1)</script> -->",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x1;javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](https://user:pass@evil.example)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](https://evil.example/pixel.png)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    '[x](https://ok.example" onmouseover="alert(1))',
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "[^1]\n\n[^1]: <script>alert(1)</script>",
  ])("%j runs nothing, fetches nothing and leads nowhere else", (text) => {
    const made = html(text);
    expect(made).not.toMatch(/<(script|img|iframe|svg|style|object|embed|form)\b/i);
    expect(made).not.toMatch(/<[^>]*\s(on\w+|style|srcset?)=/i);
    const targets = [...made.matchAll(/href="([^"]*)"/g)].map(([, target = ""]) => target);
    for (const target of targets) expect(target).toMatch(/^(https:\/\/ok\.example|#|\/%5C)/);
  });

  test("links lead out in a tab of their own that knows nothing of us; other parts of Markdown work", () => {
    expect(html("[a](https://a.example/x?y=1&z)")).toContain(
      'target="_blank" rel="noopener noreferrer nofollow" href="https://a.example/x?y=1&amp;z"',
    );
    expect(html("[m](mailto:a@b.example)")).toContain('href="mailto:a@b.example"');
    expect(html("[p](news)")).toContain('href="news"');
    const made = html("# T\n\n- one\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n~~no~~ **yes** `code`");
    for (const part of ["<h2", "<li", "<td", "<del>no</del>", "<strong>yes</strong>", "<code"])
      expect(made).toContain(part);
    expect(made).not.toContain("<h1");
  });

  test("a picture is named, not fetched", () => {
    expect(html("![The office](https://a.example/b.png)")).toContain("[Image: The office]");
  });

  // As a page can be stored, and in parts as large as can be: what is refused shows as plain text. Under two seconds on
  // two cores with a dozen other things to do; without the limits up to 100 s, or the end of the stack.
  test.each([
    ...[
      "[",
      "*a ",
      ">",
      "`",
      "![](",
      "<",
      "- ",
      "1. ",
      "> - ",
      "|a",
      "_a_*",
      "[^1]",
      "a@",
      "www.a",
      "http://",
    ],
    ...["~a", "&a;", "\\", "**a*", "![[", "```\n", "[a]: b\n", "|a|\n", "- a\n", "\n>", "<!--", "a_a@a."],
  ])("as many %j as a page may have take no time worth mentioning", (piece) => {
    const marks = piece.match(/[^\w\s]/g)?.length ?? 1;
    const part = `${piece.repeat(Math.floor(600 / marks))}\n\n`;
    for (const text of [piece.repeat(50_000), part.repeat(50)]) {
      const started = performance.now();
      html(text.slice(0, PAGE_BODY_CHARS_MAX));
      expect(performance.now() - started).toBeLessThan(15_000);
    }
  });

  test.each([
    ["wide and long", `${"|a".repeat(700)}|\n${"|-".repeat(700)}|\n${"|\n".repeat(900)}`],
    ["in a quote", `> ${"|a".repeat(99)}|\n> ${"|:-:".repeat(99)}|\n${"> |\n".repeat(900)}`],
    ["in a list", `- ${"a|".repeat(99)}\n  ${"-|".repeat(99)}\n${"  |\n".repeat(900)}`],
    ["without outer lines", `${"a|".repeat(99)}a\n${"-|".repeat(99)}-\n${"x\n".repeat(900)}`],
  ])("a table that is %s is refused, and shown as it was typed", (_, text) => {
    expect(markdownProblem(text)).toMatch(/more than 2,000 cells/);
    const started = performance.now();
    expect(html(text)).not.toContain("<td");
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test("what people write is none of that", () => {
    const table = "| Name | Mail |\n|---|---|\n".concat(
      "| Ann | [ann@x.io](mailto:ann@x.io) |\n".repeat(120),
    );
    const list = "- [ ] **Bring** `it` to <https://x.example>\n".repeat(70);
    for (const text of [table, list, "> > > quoted", "- - -", "-".repeat(200), "  - a\n    - b\n      1. c"])
      expect(markdownProblem(text)).toBeNull();
    expect(markdownProblem(">".repeat(30))).toMatch(/nested/);
    expect(markdownProblem("*a*".repeat(600))).toMatch(/formatting characters/);
    expect(createPageInput.safeParse({ ...PAGE, body: "> ".repeat(40) }).success).toBe(false);
  });
});

const PAGE = { title: "News", slug: "news", audience: "everyone", listIds: [] };

test.each([
  ["https://a.example", "https://a.example/"],
  ["mailto:a@b.example", "mailto:a@b.example"],
  ["#part", "#part"],
  ["/p/acme/people/news", "/p/acme/people/news"],
  ["next?a=b:c", "next?a=b:c"],
  ["https:evil.example", "https://evil.example/"],
  ["http:////evil.example", "http://evil.example/"],
  ["", null],
  ["javascript:alert(1)", null],
  ["a:b", null],
  ["blob:https://a.example/1", null],
  ["\u0000https://a.example", null],
])("a link to %j becomes %j", (raw, safe) => {
  expect(safeLink(raw)).toBe(safe);
});

test("a picture has its size, where that is known, before it is loaded", () => {
  const [known, other] = ["0b5c3f0a-0000-4000-8000-000000000001", "0b5c3f0a-0000-4000-8000-000000000002"];
  const text = `![a](picture:${known}) ![b](picture:${other})`;
  const page = createElement(Markdown, { text, pictures: "", sizes: { [known]: { width: 50, height: 20 } } });
  const [first, second] = renderToStaticMarkup(page).match(/<img[^>]*>/g) ?? [];
  expect(first).toContain('width="50" height="20"');
  expect(second).not.toMatch(/ (width|height)=/);
});

describe("the toolbar", () => {
  test("puts marks around what is chosen, and a sample where nothing is", () => {
    const bold = { around: "**", sample: "bold" };
    expect(insertMark({ text: "say it loud", start: 4, end: 6 }, bold)).toEqual({
      ...{ text: "say **it** loud", start: 6, end: 8 },
    });
    expect(insertMark({ text: "", start: 0, end: 0 }, bold).text).toBe("**bold**");
  });

  test("puts marks before each chosen line", () => {
    const list = { before: "- ", sample: "point" };
    expect(insertMark({ text: "a\nb\nc", start: 2, end: 5 }, list).text).toBe("a\n- b\n- c");
    expect(insertMark({ text: "a\n", start: 2, end: 2 }, list).text).toBe("a\n- point");
  });

  test("chooses the address of a new link", () => {
    const made = insertMark({ text: "see here", start: 4, end: 8 }, { link: true });
    expect(made.text).toBe("see [here](https://)");
    expect(made.text.slice(made.start, made.end)).toBe("https://");
  });
});
