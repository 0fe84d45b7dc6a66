import { test } from "vitest";
import { below, expectNone, type SourceFile, sourceTree } from "./tree";

const actionFiles = sourceTree().filter(({ text }) => /^\s*["']use server["']/m.test(text));

/** Each export with what makes it and the name it says of itself, which may stand on the next line. */
function exportsOf({ text }: SourceFile): { name: string; factory: string; says: string }[] {
  return [...text.matchAll(/^export (?!type\b)(?:const (\w+) = (\w+)\(\s*(?:"(\w+)")?)?.*/gm)].map(
    ([line, name = line, factory = "", says = ""]) => ({ name, factory, says }),
  );
}

test('"use server" files are lib/<noun>/actions.ts, and their exports end in Action', () => {
  const misplaced = actionFiles
    .filter(({ path }) => !/^lib\/[a-z-]+\/actions\.ts$/.test(path))
    .map(({ path }) => path);
  const misnamed = actionFiles.flatMap((file) =>
    exportsOf(file)
      .filter(({ name }) => !/^[a-z]\w*Action$/.test(name))
      .map(({ name }) => `${file.path} ${name}`),
  );
  expectNone(
    [...misplaced, ...misnamed],
    "A reader looks for what a noun can do in one place. Move it to lib/<noun>/actions.ts, or name it syncNowAction.",
  );
});

test('every export of a "use server" file is made by an action factory', () => {
  const factories = ["action", "workspaceAction", "accountAction", "publicAction"];
  const findings = actionFiles.flatMap((file) =>
    exportsOf(file)
      .filter(({ factory }) => !factories.includes(factory))
      .map(({ name }) => `${file.path} ${name}`),
  );
  expectNone(
    findings,
    "Each export is an address anyone can post to. Make it with action(name, { can, input }, handler) of lib/action.ts, " +
      "which checks who asks and what is sent.",
  );
});

test("an action says its own name, which the log has when it fails", () => {
  const findings = actionFiles.flatMap((file) =>
    exportsOf(file)
      .filter(({ name, says }) => says !== name)
      .map(({ name, says }) => `${file.path} ${name} calls itself "${says}"`),
  );
  expectNone(findings, "Make the first argument of the factory the name of the export.");
});

test("a route says its own path, which the log has when it fails", () => {
  const findings = below("app")
    .filter(({ path }) => path.endsWith("/route.ts"))
    .flatMap(({ path, text }) => {
      const own = path
        .replace(/^app/, "")
        .replace(/\/\([^)]*\)/g, "")
        .replace(/\/route\.ts$/, "");
      const said = [...text.matchAll(/\broute\(\s*(\S*)|\bdescribeError\(\w+, ?(.*)/g)];
      return said.some(([whole]) => !whole.includes(`"${own}"`)) ? [`${path} is not "${own}"`] : [];
    });
  expectNone(findings, "Its path is that of its folder in app, without the groups in round brackets.");
});

test('a "use server" mark stands at the top of a file, never inside a function', () => {
  const findings = actionFiles
    .filter(({ lines }) => !/^["']use server["'];?$/.test(lines.find((line) => line.trim()) ?? ""))
    .map(({ path }) => path);
  expectNone(
    findings,
    "An inline action closes over values that the browser can then see and send back. Move it to actions.ts.",
  );
});

test("an action's handler has at most ten lines", () => {
  const findings = actionFiles.flatMap(({ path, text }) =>
    text
      .split(/^export const /m)
      .slice(1)
      .map((each) => each.replace(/\/\*\*[\s\S]*?\*\//g, "").trimEnd())
      .filter((each) => each.includes("=>") && each.slice(each.indexOf("=>")).split("\n").length > 12)
      .map((each) => `${path} ${each.split(" ")[0]}`),
  );
  expectNone(findings, "A handler calls one verb of lib. What is more belongs into the verb.");
});
