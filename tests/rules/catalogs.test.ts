import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { findTexts } from "./texts";
import { below, expectNone, type SourceFile } from "./tree";

const MESSAGES = fileURLToPath(new URL("../../lib/messages/", import.meta.url));

/** What employees read, and mails. */
const TRANSLATED = ["app/(portal)", "components/portal", "lib/mail/templates"];
const ALSO = /^lib\/channels\/(message|digest|letters|test-message)\.ts$|^lib\/portal\/say\.ts$/;
/** Pages of members use them, which are in English. */
const OF_MEMBERS = /^components\/portal\/(no-mail-server|outbox-mail|view-as-button)\.tsx$/;

/** Of mails: styles and colours. */
const STYLE = /^(light dark$|#[0-9a-f]{6}|[\d.]+px( [\d.]+px)*|1px solid .*|-apple-system.*|\s*:root .*)/s;

function textsOutside({ path, text }: Pick<SourceFile, "path" | "text">): string[] {
  return findTexts(text, path.endsWith(".ts") ? "ts" : "tsx").flatMap(({ text: found, line }) => {
    const said = found.trim();
    return isRead(said) ? [`${path}:${line} "${said.slice(0, 60)}"`] : [];
  });
}

/** A sentence or a word with a capital; keys of catalogs, class names and the product's name are none. */
function isRead(text: string): boolean {
  if (text === "Rollcall" || STYLE.test(text)) return false;
  const isKey = /^[a-z]\w*(\.\w*)+$/.test(text);
  const isClasses = /^[a-z0-9-]+([:/.[\]%_()&*>=#,'"\w-]|\s)*$/.test(text) && /-|\[/.test(text);
  return /\p{L}/u.test(text) && !isKey && !isClasses && /^\p{Lu}\p{Ll}|\p{L}\s+\p{L}/u.test(text);
}

const files = () =>
  below("app", "components", "lib").filter(
    ({ path }) =>
      (TRANSLATED.some((folder) => path.startsWith(`${folder}/`)) || ALSO.test(path)) &&
      !OF_MEMBERS.test(path),
  );

test("what employees read is in the catalogs, not in the code", () => {
  expectNone(
    files().flatMap(textsOutside),
    "Put the text into lib/messages, in every language, and read it with t(…).",
  );
});

test("a text outside is found in strings, templates and JSX", () => {
  const planted = [
    'const title = "My teams";',
    "const line = `Wait " + "$" + "{n} minutes`;",
    "const node = <p className='text-sm font-medium'>Sign in</p>;",
    'const key = t("signIn.title");',
  ].join("\n");
  expect(textsOutside({ path: "x.tsx", text: planted }).map((found) => found.replace(/^.*?"/, '"'))).toEqual([
    '"My teams"',
    '"Wait"',
    '"Sign in"',
  ]);
});

test("every text of the catalogs is in use", () => {
  const code = below("app", "components", "lib").map(({ text }) => text);
  const used = (key: string) =>
    code.some((text) => text.includes(`"${key}"`)) || patterns.some((pattern) => pattern.test(key));
  const patterns = code
    .flatMap((text) => [...text.matchAll(/`([a-zA-Z]+(?:\.(?:\w+|\$\{[^}`]*\}))+)`/g)])
    .map(([, template = ""]) => new RegExp(`^${escaped(template).replace(/\$\{[^}]*\}/g, "[\\w.]+")}$`));
  const unused = readdirSync(join(MESSAGES, "en")).flatMap((file) =>
    keys(JSON.parse(readFileSync(join(MESSAGES, "en", file), "utf8")), "")
      .filter((key) => !used(key))
      .map((key) => `${file}: ${key}`),
  );
  expectNone(unused, "Nothing says this any more: take it out of every language.");
});

function escaped(template: string): string {
  return template.replace(/\./g, "\\.");
}

function keys(value: unknown, at: string): string[] {
  if (typeof value === "string") return [at];
  return Object.entries(value ?? {}).flatMap(([key, inner]) => keys(inner, at ? `${at}.${key}` : key));
}
