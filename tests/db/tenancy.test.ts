import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ActionResult } from "@/lib/action";
import { isAppError } from "@/lib/errors";
import { testDb } from "../support/db";
import { inRequest } from "../support/request";
import type { ActionCase, Cases, Outcome, RouteCase, VerbCase } from "../support/tenancy/cases";
import { findActionFiles, findRouteFiles, findVerbs, load } from "../support/tenancy/discover";
import { isLet, ROLES, sees, WORKSPACE_ROLES } from "../support/tenancy/roles";
import { hashAll, hashWorld } from "../support/tenancy/row-hash";
import { mintWorld, type World } from "../support/tenancy/world";

/*
 * Walks every verb, action, route and page there is. A new one without a case in tests/db/tenancy/<noun>.ts fails by
 * its name; the case says how a stranger would call it.
 */
const nouns = Object.values(import.meta.glob<Cases>("./tenancy/*.ts", { eager: true }));
const verbCases = gather(nouns.map((noun) => noun.verbs));
const actionCases = gather(nouns.map((noun) => noun.actions));
const routeCases = gather(nouns.map((noun) => noun.routes));

const verbs = findVerbs();
const actions = await exportsOf(findActionFiles());
const routes = (await exportsOf(findRouteFiles())).filter(({ name }) => /^[A-Z]+$/.test(name));

let victim: World;
let stranger: World;
/** In the victim's organization, but in another workspace of it. */
let neighbour: World;
/** Another organization, and one of another workspace in it. */
let prey: World;
let hunter: World;

beforeAll(async () => {
  victim = await mintWorld();
  stranger = await mintWorld();
  neighbour = await mintWorld(victim);
  prey = await mintWorld();
  hunter = await mintWorld(prey);
});

/** Each case is a caller of its own: several of them try a password or a code of the same account. */
beforeEach(() => testDb().sql`delete from throttles`);

test("every verb, action and route has its case, and every case is about something", () => {
  const known = (cases: Record<string, unknown>, names: string[]) => ({
    missing: names.filter((name) => !(name in cases)),
    superfluous: Object.keys(cases).filter((name) => !names.includes(name)),
  });
  const complete = { missing: [], superfluous: [] };
  const hint = "add a case to tests/db/tenancy/<noun>.ts";
  expect(
    known(
      verbCases,
      verbs.map(({ name }) => name),
    ),
    hint,
  ).toEqual(complete);
  expect(
    known(
      actionCases,
      actions.map(({ name }) => name),
    ),
    hint,
  ).toEqual(complete);
  expect(known(routeCases, routes.map(routeKey)), hint).toEqual(complete);
});

describe("verbs", () => {
  for (const { name, context } of verbs) {
    const entry = verbCases[name];
    if (!entry || "trusted" in entry) continue;
    test(`${name}: a stranger with the ids of another organization`, () =>
      attackVerb(entry, stranger, false));
    if (context === "Ctx" || context === "WorkspaceCtx")
      test(`${name}: the admin of another workspace gets nothing of this one`, () => attackAsGuest(entry));
    if (context !== "WorkspaceCtx" && context !== "PortalCtx") continue;
    test(`${name}: an owner with the ids of another workspace`, () => attackVerb(entry, neighbour, true));
  }
});

async function attackVerb(entry: Exclude<VerbCase, { trusted: string }>, attacker: World, sameOrg: boolean) {
  const before = await hashWorld(victim, sameOrg);
  const { code, value } = await settle(() => entry.call(attacker, victim));
  expect(code).toBe((sameOrg && entry.beside) || entry.outcome);
  const told = JSON.stringify(value) ?? "";
  expect(told).not.toContain(victim.mark);
  if (!sameOrg) expect(told).not.toContain(victim.orgMark);
  expect(await hashWorld(victim, sameOrg)).toEqual(before);
}

/**
 * The database alone must keep a verb to the guest's workspace: no gate asks for a permission here. In an organization
 * of its own, because as a whole that is open to verbs.
 */
async function attackAsGuest(entry: Exclude<VerbCase, { trusted: string }>) {
  const before = await hashWorld(prey, true);
  const { value } = await settle(() => entry.call({ ...hunter, ...hunter.guest }, prey)).catch((error) => {
    if (WALLS.has(error.code)) return { value: null };
    throw error;
  });
  expect(JSON.stringify(value) ?? "").not.toContain(prey.mark);
  expect(await hashWorld(prey, true)).toEqual(before);
}

/** Row-level security, and a foreign key to what it hides. */
const WALLS = new Set(["42501", "23503"]);

describe("actions", () => {
  for (const { name, value } of actions) {
    const entry = actionCases[name];
    if (!entry) continue;
    const run = value as (...args: unknown[]) => Promise<ActionResult<unknown>>;
    if (entry.scope === "public") continue;

    test(`${name}: nobody, and a user of the portal, is asked to sign in`, async () => {
      await changesNothing(async () => {
        for (const cookie of ["", victim.portalCookie]) {
          const code = await answer(cookie, () => call(run, entry, victim, entry.input(victim)));
          expect(code).toBe("unauthenticated");
        }
      });
    });
    test(`${name}: every role may exactly what the table says`, async () => {
      await changesNothing(async () => {
        for (const role of ROLES) {
          const allowed = entry.scope === "account" || isLet(role, entry);
          const refused = entry.scope === "account" || sees(role, entry) ? "forbidden" : "not_found";
          // Without input: whoever passes the gate is told so about the form.
          const code = await answer(victim.browsers[role], () => call(run, entry, victim, null));
          expect({ role, code }).toEqual({ role, code: allowed ? "invalid_input" : refused });
        }
      });
    });
    if (entry.scope === "workspace") {
      test(`${name}: for those of another workspace this one does not exist`, async () => {
        await changesNothing(async () => {
          for (const role of WORKSPACE_ROLES) {
            const cookie = neighbour.browsers[role];
            expect(await answer(cookie, () => call(run, entry, victim, entry.input(victim)))).toBe(
              "not_found",
            );
          }
        });
      });
    }
    if (entry.scope !== "account") {
      test(`${name}: for an owner of another organization the place does not exist`, async () => {
        await changesNothing(async () => {
          const owner = stranger.browsers.owner;
          expect(await answer(owner, () => call(run, entry, victim, entry.input(victim)))).toBe("not_found");
        });
      });
    }
    test(`${name}: an owner elsewhere gets nothing by another organization's ids`, async () => {
      const before = await hashWorld(victim, false);
      const owner = stranger.browsers.owner;
      const result = await inRequest({ cookie: owner }, () =>
        call(run, entry, stranger, entry.input(victim)),
      );
      expect(result.ok ? "own" : result.error.code).toBe(entry.outcome);
      expect(JSON.stringify(result)).not.toContain(victim.mark);
      expect(JSON.stringify(result)).not.toContain(victim.orgMark);
      expect(await hashWorld(victim, false)).toEqual(before);
    });
  }
});

type Gated = Exclude<ActionCase, { scope: "public" }>;

function call(
  run: (...args: unknown[]) => Promise<ActionResult<unknown>>,
  { scope }: Gated,
  place: World,
  input: unknown,
) {
  if (scope === "account") return run(input);
  return run({ org: place.slug, workspace: place.workspaceSlug }, input);
}

async function answer(cookie: string, work: () => Promise<ActionResult<unknown>>): Promise<string> {
  const result = await inRequest({ cookie }, work);
  return result.ok ? "ok" : result.error.code;
}

describe("routes", () => {
  for (const found of routes) {
    const entry = routeCases[routeKey(found)];
    if (!entry || entry.scope === "public") continue;
    if (entry.scope === "token") {
      test(`${routeKey(found)}: no browser gets in, not even an owner's`, async () => {
        await changesNothing(async () => {
          for (const cookie of ["", victim.portalCookie, victim.browsers.owner]) {
            expect((await send(found, entry, { cookie, place: victim, things: victim })).status).toBe(401);
          }
        });
      });
      continue;
    }
    const ask = (cookie: string, place: World, things: World, origin?: string) =>
      send(found, entry, { cookie, place, things, origin });

    test(`${routeKey(found)}: nobody, strangers and roles that may not are turned away`, async () => {
      await changesNothing(async () => {
        expect((await ask("", victim, victim)).status).toBe(401);
        expect((await ask(victim.portalCookie, victim, victim)).status).toBe(401);
        expect((await ask(stranger.browsers.owner, victim, victim)).status).toBe(404);
        for (const role of ROLES.filter((role) => !isLet(role, entry))) {
          const refused = sees(role, entry) ? 403 : 404;
          expect((await ask(victim.browsers[role], victim, victim)).status, role).toBe(refused);
        }
        if (entry.scope !== "workspace") return;
        for (const role of WORKSPACE_ROLES) {
          expect((await ask(neighbour.browsers[role], victim, victim)).status, role).toBe(404);
        }
      });
    });
    test(`${routeKey(found)}: an owner elsewhere gets nothing by another organization's ids`, async () => {
      const before = await hashWorld(victim, false);
      const response = await ask(stranger.browsers.owner, stranger, victim);
      const body = await response.text();
      expect(response.ok ? "own" : JSON.parse(body).error.code).toBe(entry.outcome);
      expect(body).not.toContain(victim.mark);
      expect(body).not.toContain(victim.orgMark);
      expect(await hashWorld(victim, false)).toEqual(before);
    });
    if (found.name === "GET") continue;
    test(`${routeKey(found)}: a page of another site can't send it for its owner`, async () => {
      await changesNothing(async () => {
        const response = await ask(victim.browsers.owner, victim, victim, "https://evil.example");
        expect(response.status).toBe(403);
      });
    });
  }
});

type From = { cookie: string; place: World; things: World; origin?: string };

async function send(
  found: { name: string; value: unknown },
  entry: Exclude<RouteCase, { scope: "public" }>,
  { cookie, place, things, origin = "http://localhost:3000" }: From,
): Promise<Response> {
  const { url, params = {}, body, headers } = entry.request(place, things);
  const all = { ...headers, ...(cookie ? { cookie } : {}), ...(found.name === "GET" ? {} : { origin }) };
  const request = new Request(new URL(url, "http://localhost:3000"), {
    method: found.name,
    headers: all,
    body,
  });
  const handler = found.value as (request: Request, context: unknown) => Promise<Response>;
  return inRequest({ cookie, headers: all }, () => handler(request, { params: Promise.resolve(params) }));
}

async function changesNothing(work: () => Promise<void>): Promise<void> {
  const before = await hashAll();
  await work();
  expect(await hashAll()).toEqual(before);
}

/** The code of an AppError, or `own` and what came back. Anything else thrown is a fault. */
async function settle(work: () => Promise<unknown>): Promise<{ code: Outcome; value: unknown }> {
  try {
    return { code: "own", value: await work() };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { code: error.code, value: [error.message, error.remedy, error.fieldErrors] };
  }
}

async function exportsOf(files: string[]): Promise<{ file: string; name: string; value: unknown }[]> {
  const loaded = await Promise.all(files.map(async (file) => ({ file, module: await load(file) })));
  return loaded.flatMap(({ file, module }) =>
    Object.entries(module).map(([name, value]) => ({ file, name, value })),
  );
}

function routeKey({ file, name }: { file: string; name: string }): string {
  return `${name} ${file}`;
}

function gather<T>(parts: (Record<string, T> | undefined)[]): Record<string, T> {
  return Object.assign({}, ...parts);
}
