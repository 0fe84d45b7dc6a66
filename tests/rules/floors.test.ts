import { test } from "vitest";
import { below, expectNone } from "./tree";

/**
 * The folders of `lib`, and the files directly in it, from the ground up. What lies on a floor imports only what lies
 * on lower ones, types included, so that each can be read, tested and replaced without what is above it.
 */
const FLOORS: readonly (readonly string[])[] = [
  ["format", "env", "errors", "checkpoints", "slug", "cn", "free-space"],
  ["model", "traces", "alive"],
  ["values", "sample-data", "messages"],
  ["field-kinds"],
  ["drizzle/schema", "log", "refuse-unstorable"],
  ["permissions", "db"],
  ["context"],
  ["events"],
  ["csv", "pictures", "rules", "audit", "rate-limit", "secrets", "egress", "spool", "jobs"],
  ["mail", "host-keys", "arrivals", "user-columns"],
  ["auth"],
  ["action"],
  ["route"],
  ["problem"],
  ["account", "retention", "workspaces", "portal", "drops"],
  ["pipeline"],
  ["remote-sources", "members", "pages", "api-tokens"],
  ["syncs"],
  ["fields", "organizations", "sso", "instructions"],
  ["teams"],
  ["users", "uploads"],
  ["lists", "search", "saved-views"],
  ["alerts", "audit-log"],
  ["runs"],
  ["file-looks"],
  ["channels", "personal-data", "sandbox", "overview", "bulk-edits"],
  ["webhooks"],
  ["drop-server", "api"],
  ["purge", "runtime", "health", "metrics"],
];

const FLOOR = new Map(FLOORS.flatMap((names, floor) => names.map((name) => [name, floor] as const)));

/** `teams` for `lib/teams/create`, `env` for `lib/env`; undefined for what is not of `lib`. */
function room(path: string): string | undefined {
  if (path.startsWith("drizzle/schema")) return "drizzle/schema";
  return /^lib\/([^/]+?)(\.tsx?)?(\/|$)/.exec(path)?.[1];
}

test("every folder of lib has its floor", () => {
  const rooms = new Set(below("lib").flatMap(({ path }) => room(path) ?? []));
  expectNone(
    [...rooms].filter((name) => !FLOOR.has(name)),
    "Give the new folder its place in FLOORS: as low as what it imports allows.",
  );
});

test("a folder of lib imports only folders on lower floors", () => {
  const findings = below("lib", "drizzle/schema").flatMap(({ path, imports }) =>
    imports.flatMap(({ target }) => {
      const [from, to] = [room(path), room(target)];
      if (from === undefined || to === undefined || from === to) return [];
      return (FLOOR.get(to) ?? 0) < (FLOOR.get(from) ?? 0) ? [] : [`${path} imports ${target}`];
    }),
  );
  expectNone(
    [...new Set(findings)],
    "Move what both need to a lower floor, or the verb that joins them to the upper one.",
  );
});
