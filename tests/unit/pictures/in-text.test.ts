import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Markdown } from "@/components/pages/markdown";
import { insertMark } from "@/lib/pages/insert-mark";
import { createPageInput } from "@/lib/pages/schema";
import { foreignPicture, pictureMark, picturesIn } from "@/lib/pictures/in-text";

const ID = "0b5c1f7e-1111-4222-8333-123456789abc";
const html = (text: string) =>
  renderToStaticMarkup(createElement(Markdown, { text, pictures: "/p/acme/people/pictures" }));

test("our own picture is shown from where its reader may get it, under its name", () => {
  const made = html(`![Our office](picture:${ID})`);
  expect(made).toContain(`src="/p/acme/people/pictures/${ID}.webp"`);
  expect(made).toContain('alt="Our office"');
});

test.each([
  `picture:${ID}/../../secret`,
  `picture:${ID.toUpperCase()}`,
  `picture:${ID}?x=1`,
  "picture:../../x",
  `PICTURE:${ID}`,
  `/p/acme/people/pictures/${ID}.webp`,
])("%j is no picture of ours: its name is shown instead", (address) => {
  expect(html(`![x](${address})`)).not.toContain("<img");
});

test("whatever a file is called, its mark is one picture with its id and no other formatting", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), (name) => {
      const mark = pictureMark(ID, name);
      expect(picturesIn(mark)).toEqual([ID]);
      expect(foreignPicture(mark)).toBeNull();
      const images = html(mark).match(/<img\b/g) ?? [];
      expect(images).toHaveLength(1);
    }),
  );
});

test("a mark replaces what is selected, and its name is selected to be written better", () => {
  const made = insertMark({ text: "a b", start: 2, end: 2 }, { picture: ID, name: "IMG 1" });
  expect(made.text).toBe(`a ![IMG 1](picture:${ID})b`);
  expect(made.text.slice(made.start, made.end)).toBe("IMG 1");
});

test.each([
  "![x](https://evil.example/pixel.png)",
  "![x](<https://evil.example/pixel.png>)",
  "![x](//evil.example/p.png 'title')",
  "![x](data:image/png;base64,AA==)",
  "![](/somewhere.png)",
  "![x][logo]\n\n[logo]: https://evil.example/logo.png",
])("%j is refused when a page is saved, with the line", (image) => {
  const text = `First\n${image}`;
  expect(foreignPicture(text)).toMatch(
    /^Line 2 shows a picture from another address\. Upload it here instead/,
  );
  const page = { title: "T", slug: "tt", audience: "lists", listIds: [] };
  const parsed = createPageInput.safeParse({ ...page, body: text });
  expect(parsed.error?.issues[0]).toMatchObject({ path: ["body"], message: foreignPicture(text) });
});

test.each([
  `![x](picture:${ID})`,
  `![x][a]\n\n[a]: picture:${ID}`,
  "[a link](https://a.example/b.png)",
  "Like `![x](https://a.example/b.png)` this",
  "```\n![x](https://a.example/b.png)\n```",
  "What a day!",
  "![not closed",
])("%j is no picture from elsewhere", (text) => {
  expect(foreignPicture(text)).toBeNull();
});

test("a text as long as may be is read in no time", () => {
  for (const piece of ["![", "![](", "`", "```\n", "![x](a", "[a]: b\n", "![a][b]"]) {
    const started = performance.now();
    foreignPicture(piece.repeat(20_000).slice(0, 20_000));
    picturesIn(piece.repeat(20_000).slice(0, 20_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  }
});
