import { test } from "vitest";
import { expectNone, sourceTree } from "./tree";

const files = sourceTree();
const isClient = (text: string) => /^\s*["']use client["']/.test(text);
const clients = new Set(
  files.filter(({ text }) => isClient(text)).map(({ path }) => path.replace(/\.tsx?$/, "")),
);

test("a page calls no function of a file that runs in the browser", () => {
  const findings = files
    .filter(({ path, text }) => path.startsWith("app/") && !isClient(text))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^import (?!type\b)\{([^}]*)\} from "@\/([^"]+)"/gm)].flatMap(
        ([, names = "", from = ""]) =>
          clients.has(from)
            ? names
                .split(",")
                .map((name) => name.trim())
                .filter((name) => /^[a-z]/.test(name) && !name.startsWith("type "))
                .map((name) => `${path} takes ${name} of ${from}`)
            : [],
      ),
    );
  expectNone(
    findings,
    "On the server it is a reference and no function: the page fails when it is shown. Move it to a file without " +
      '"use client".',
  );
});
