import { test } from "vitest";
import { below, expectNone, isExempt, type SourceFile, sourceTree } from "./tree";

/** Imports of `files` whose target matches, as findings. */
function imports(
  files: readonly SourceFile[],
  matches: (target: string, typeOnly: boolean) => boolean,
): string[] {
  return files.flatMap(({ path, imports }) =>
    imports
      .filter(({ target, typeOnly }) => matches(target, typeOnly))
      .map(({ target }) => `${path} imports ${target}`),
  );
}

const starts = (target: string, ...prefixes: string[]) =>
  prefixes.some((prefix) => target.startsWith(prefix));

test("nothing outside app imports app", () => {
  expectNone(
    imports(below("components", "lib", "inngest", "drizzle"), (target) => starts(target, "app/")),
    "Pages and actions are the outermost layer: hand what is needed down as a parameter or a prop.",
  );
});

test("lib knows no components", () => {
  expectNone(
    imports(below("lib", "drizzle"), (target) => starts(target, "components/")),
    "Move the pure rule to lib/<noun>, and let the component import it from there.",
  );
});

test("components take only types, pure modules, actions and other components", () => {
  const byPath = new Map(sourceTree().map((file) => [file.path.replace(/(\/index)?\.tsx?$/, ""), file]));
  const components = below("components").filter((file) => !isExempt(file, "browser"));
  const findings = components.flatMap((file) =>
    file.imports
      .filter(({ typeOnly }) => !typeOnly)
      .flatMap(({ target }) => impure(target, byPath, `${file.path} imports ${target}`)),
  );
  expectNone(
    [...new Set(findings)],
    "A component may end up in the browser. Take the type alone (`import type`), or move the pure part to a file of its own.",
  );
});

/** A "use server" file: the browser gets references to its actions, and nothing of what they import. */
const ACTIONS = /^lib\/[a-z-]+\/actions$/;

test("only components import actions", () => {
  expectNone(
    imports(below("app", "lib", "inngest", "drizzle"), (target) => ACTIONS.test(target)),
    "The component that calls an action imports it; its page says what a member may do, as in `canEdit`. Code of lib " +
      "calls the verb instead.",
  );
});

const SERVER =
  /^(node:|next\/(headers|server|cache)|next-auth$|drizzle-orm|postgres$|pino$|ssh2|inngest|lib\/(env|log|db)(\/|$))|(\/|\.)store$/;

function impure(
  target: string,
  byPath: ReadonlyMap<string, SourceFile>,
  trail: string,
  seen = new Set<string>(),
): string[] {
  if (ACTIONS.test(target)) return [];
  if (SERVER.test(target)) return [trail];
  if (seen.has(target) || !target.startsWith("lib/")) return [];
  seen.add(target);
  const next = byPath.get(target)?.imports.filter(({ typeOnly }) => !typeOnly) ?? [];
  return next.flatMap((each) => impure(each.target, byPath, `${trail}, which imports ${each.target}`, seen));
}

test("inngest imports only lib, drizzle and itself", () => {
  expectNone(
    imports(below("inngest"), (target) => starts(target, "components/", "tests/")),
    "A job opens the run and calls one verb of lib.",
  );
});

test("in lib only lib/jobs sends events", () => {
  const others = below("lib").filter(({ path }) => path !== "lib/action.ts" && !path.startsWith("lib/jobs/"));
  expectNone(
    imports(others, (target) => starts(target, "inngest/") || target === "inngest"),
    "Send through lib/jobs/send.ts, so that there is one place where work leaves the request.",
  );
});

test("SQL lives in stores, lib/db and drizzle", () => {
  const others = below("app", "components", "lib", "inngest").filter(
    (file) =>
      !/(^|[/.])store\.ts$/.test(file.path) && !file.path.startsWith("lib/db/") && !isExempt(file, "sql"),
  );
  expectNone(
    imports(
      others,
      (target, typeOnly) => !typeOnly && (starts(target, "drizzle-orm") || target === "postgres"),
    ),
    "Move the query to the store.ts beside it and call it by a name that says what it does.",
  );
});

const ROOMS = ["source", "unpack", "read", "validate", "plan", "guard", "apply", "report"];

test("the rooms of the pipeline don't know each other", () => {
  const findings = ROOMS.flatMap((room) =>
    imports(below(`lib/pipeline/${room}`), (target) =>
      ROOMS.some((other) => other !== room && starts(`${target}/`, `lib/pipeline/${other}/`)),
    ),
  );
  expectNone(
    findings,
    "Rooms share the types of lib/model; lib/pipeline/plan-file.ts alone knows their order.",
  );
});

const PURE_ROOMS = ["read", "validate", "plan", "guard", "report"].map((room) => `lib/pipeline/${room}`);
const IMPURE =
  /^(node:(?!crypto$|buffer$|string_decoder$|util$)|drizzle-orm|postgres$|pino$|lib\/(db|env|log|secrets|egress)(\/|$))/;

test("the pure rooms touch no database, network, file, clock, environment or log", () => {
  const files = below(...PURE_ROOMS).filter((file) => !isExempt(file, "pure"));
  const clocks = files.flatMap(({ path, lines }) =>
    lines.flatMap((line, at) =>
      /\bDate\.now\(|\bnew Date\(\)|Math\.random\(/.test(line)
        ? [`${path}:${at + 1} looks at the clock or rolls dice`]
        : [],
    ),
  );
  expectNone(
    [...imports(files, (target, typeOnly) => !typeOnly && IMPURE.test(target)), ...clocks],
    "Take what is needed as a parameter: a pure room gives the same for the same, which is what its property tests lean on.",
  );
});

/** Package -> where it may appear, and why not elsewhere. */
const HOMES: readonly [RegExp, RegExp, string][] = [
  [
    /^(ssh2|ssh2-sftp-client)$/,
    /^lib\/(pipeline\/source|runtime\/demo|drop-server|drops|host-keys)\//,
    "SSH is spoken in lib/pipeline/source and by the servers for drops and for the demo.",
  ],
  [
    /^@aws-sdk\//,
    /^lib\/(pipeline\/source|spool)\//,
    "S3 is spoken in lib/pipeline/source with customers' buckets, and in lib/spool with the operator's.",
  ],
  [
    /^papaparse$/,
    /^lib\/(pipeline\/read|csv)\//,
    "CSV is read in lib/pipeline/read and written in lib/runs/exports.",
  ],
  [
    /^next($|\/)/,
    /^(app\/|components\/|lib\/auth\/|lib\/(action|route)\.ts$|next\.config\.ts$|proxy\.ts$|instrumentation\.ts$)/,
    "lib must run in the worker, where there is no Next.",
  ],
  [
    /^next-auth($|\/)/,
    /^(app\/api\/auth\/|lib\/auth\/)/,
    "Sessions are lib/auth's, so that their library can be replaced there.",
  ],
];

test.each(HOMES)("%s is imported only where it belongs", (what, where, mend) => {
  const others = sourceTree().filter(({ path }) => !path.startsWith("tests/") && !where.test(path));
  expectNone(
    imports(others, (target, typeOnly) => !typeOnly && what.test(target)),
    mend,
  );
});

const MAKERS = /^(lib\/auth\/|lib\/context\.ts$|lib\/runs\/open-run\.ts$|tests\/)/;

test("only lib/auth and lib/runs/open-run.ts make contexts", () => {
  const findings = sourceTree()
    .filter(({ path, text }) => !MAKERS.test(path) && /\bbrand(Workspace|Portal|Drop)?Ctx\b/.test(text))
    .map(({ path }) => `${path} makes a context`);
  expectNone(
    findings,
    "A context is proof that membership was checked. Take one as the first parameter instead.",
  );
});

test("the environment is read in lib/env.ts", () => {
  // In next.config.ts and instrumentation.ts Next itself puts the values in.
  const allowed =
    /^(lib\/env\.ts|next\.config\.ts|instrumentation\.ts|lib\/runtime\/cli\.ts|tests\/.*|vitest\.config\.ts)$/;
  const findings = sourceTree()
    .filter((file) => !allowed.test(file.path) && !isExempt(file, "environment"))
    .filter(({ text }) => /\bprocess\.env\b/.test(text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, "")))
    .map(({ path }) => `${path} reads process.env`);
  expectNone(
    findings,
    "Add the variable to the schema in lib/env.ts, where it is checked at start, and read it with env().",
  );
});

test.each(["inngest/worker", "lib/drop-server/main"])("what %s loads knows no Next", (entry) => {
  const byPath = new Map(sourceTree().map((file) => [file.path.replace(/(\/index)?\.tsx?$/, ""), file]));
  const seen = new Set<string>();
  const next = (path: string, trail: string): string[] => {
    if (seen.has(path)) return [];
    seen.add(path);
    const values = byPath.get(path)?.imports.filter(({ typeOnly }) => !typeOnly) ?? [];
    return values.flatMap(({ target }) =>
      /^next(-auth)?(\/|$)/.test(target)
        ? [`${trail} imports ${target}`]
        : next(target, `${trail}, which imports ${target}`),
    );
  };
  expectNone(
    next(entry, entry),
    "There is no request in this process: move the constant or the type that it needs to a file without Next.",
  );
});
