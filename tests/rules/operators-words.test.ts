import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { findTexts } from "./texts";
import { below, expectNone } from "./tree";

// Whoever runs Rollcall knows its settings by name; customers are told what to ask for.

const LIB = fileURLToPath(new URL("../../lib/", import.meta.url));
const SETTINGS = [...readFileSync(join(LIB, "env.ts"), "utf8").matchAll(/^ {2}([A-Z]+(?:_[A-Z]+)+):/gm)].map(
  ([, name = ""]) => name,
);
const SAY = "Say what the operator should do, such as: Ask … to connect a mail server.";
const NAMED = new RegExp(`\\b(${SETTINGS.join("|")})\\b`);

test("no page names a setting of the operator", () => {
  const findings = below("app", "components").flatMap(({ path, text }) => namedIn(text, path));
  expectNone(findings, SAY);
});

test("nor does a message that customers read", () => {
  const findings = below("lib", "inngest").flatMap(({ path, text }) =>
    messagesIn(text).flatMap(
      (message) =>
        NAMED.exec(message)
          ?.slice(0, 1)
          .map((name) => `${path} ${name}`) ?? [],
    ),
  );
  expectNone(findings, SAY);
});

test("nor does a catalog", () => {
  const folder = join(LIB, "messages");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".json"),
  );
  expect(files.length).toBeGreaterThan(4);
  const findings = files.filter((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    return NAMED.test(text) || /\boutbox\b/i.test(text.replaceAll('"inOutbox"', ""));
  });
  expectNone(findings, "Say it in the words of the people who read it.");
});

test("a setting that is named is found in JSX, strings and templates", () => {
  expect(SETTINGS).toContain("EGRESS_IPS");
  const planted = [
    "const a = <p>Ask them to set SMTP_URL.</p>;",
    'const b = "EGRESS_IPS is not set";',
    "const c = `Set it and MAIL_FROM`;",
    "const { SMTP_URL } = env();",
    "// EGRESS_ALLOW lets it through",
  ].join("\n");
  expect(namedIn(planted, "x.tsx")).toEqual(["x.tsx:1 SMTP_URL", "x.tsx:2 EGRESS_IPS", "x.tsx:3 MAIL_FROM"]);
});

test("in a message, too, but not in what only the log gets", () => {
  const remedy = 'throw new AppError("a", "No", { remedy: `Ask them to set SMTP_URL.` });';
  const meta = 'throw new AppError("a", "No", { meta: { egress: "Not in EGRESS_ALLOW." } });';
  expect(messagesIn(remedy).filter((message) => NAMED.test(message))).not.toEqual([]);
  expect(messagesIn(meta).filter((message) => NAMED.test(message))).toEqual([]);
  expect(messagesIn('const refused = { meta: { hint }, remedy: "Set SMTP_URL." };')).toHaveLength(1);
});

function namedIn(source: string, path: string): string[] {
  if (!NAMED.test(source)) return [];
  return findTexts(source, path.endsWith(".ts") ? "ts" : "tsx").flatMap(({ text, line }) => {
    const name = NAMED.exec(text)?.[0];
    return name ? [`${path}:${line} ${name}`] : [];
  });
}

/** Of errors that customers see: what happened and what to do, without `meta`. */
function messagesIn(source: string): string[] {
  const open = source.replaceAll(/\bmeta: \{[^}]*\}|\$\{[^}]*\}|\benv\(\)\.\w+/g, "");
  const errors = [...open.matchAll(/new AppError\([\s\S]*?\);/g)];
  const remedies = [...open.matchAll(/\bremedy:\s*["'`][^"'`]*/g)];
  return [...new Set([...errors, ...remedies].map(([text]) => text))];
}
