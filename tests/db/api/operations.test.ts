import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, describe, expect, test } from "vitest";
import { openApiDocument } from "@/lib/api/openapi";
import { API_OPERATIONS } from "@/lib/api/registry";
import { createToken } from "@/lib/api-tokens/create";
import { revokeToken } from "@/lib/api-tokens/revoke";
import { TOKEN_PERMISSIONS } from "@/lib/api-tokens/scopes";
import { askApi } from "../../support/api";
import { hashAll, hashWorld } from "../../support/tenancy/row-hash";
import { mintWorld, type World } from "../../support/tenancy/world";
import { operations as cases } from "../tenancy/api";

/*
 * Replays every operation of the OpenAPI document: as a token that may do everything, and as every token that may not.
 * An operation without a case in tests/db/tenancy/api.ts fails by its name.
 */
const document = openApiDocument("http://localhost:3000") as {
  paths: Record<string, Record<string, { operationId: string; security?: { dropToken?: unknown }[] }>>;
};
/** Those that take a token of an organization; a drop's own is attacked in tests/db/drops. */
const documented = Object.values(document.paths)
  .flatMap((methods) => Object.values(methods))
  .filter(({ security }) => !security?.some((one) => one.dropToken))
  .map(({ operationId }) => operationId);

let victim: World;
let stranger: World;
let neighbour: World;
const ALL = TOKEN_PERMISSIONS.map(({ permission }) => permission);
const tokens = { limited: "", expired: "", revoked: "" };
const later = () => new Date(Date.now() + 40 * 86_400_000);

beforeAll(async () => {
  victim = await mintWorld();
  stranger = await mintWorld();
  neighbour = await mintWorld(victim);
  const ctx = { ...victim.ctx, confirmedAt: new Date() };
  const make = (workspaceIds: string[] | null, days: number | null) =>
    createToken(ctx, { label: "Token", permissions: ALL, workspaceIds, days });
  tokens.limited = (await make([neighbour.workspaceId], null)).token;
  tokens.expired = (await make(null, 30)).token;
  const revoked = await make(null, null);
  tokens.revoked = revoked.token;
  await revokeToken(ctx, { id: revoked.id });
  // The first use of a token is written down: not while it is looked at whether anything is.
  for (const token of [tokens.limited, victim.apiToken, stranger.apiToken, neighbour.apiToken]) {
    await askApi("GET", "/workspaces", { token });
  }
});

test("the document is valid OpenAPI 3.1", async () => {
  const result = await new Validator().validate(structuredClone(document));
  expect(result.errors).toBeUndefined();
  expect(result.valid).toBe(true);
});

test("every operation of the document has its replay, and every replay an operation", () => {
  expect(Object.keys(cases ?? {}).sort()).toEqual([...documented].sort());
  expect(new Set(documented).size).toBe(documented.length);
  expect(documented.sort()).toEqual(API_OPERATIONS.map(({ id }) => id).sort());
});

test("every permission that an operation needs can be given to a token, and no other", () => {
  expect([...new Set(API_OPERATIONS.map(({ can }) => can))].sort()).toEqual([...ALL].sort());
});

describe.each(API_OPERATIONS.map((operation) => ({ ...operation })))(
  "$id",
  ({ id, method, can, scope, isWide }) => {
    const entry = cases?.[id];
    if (!entry) return;
    const ask = (
      token: string | undefined,
      place: World,
      things: World,
      more: { clock?: () => Date; ip?: string } = {},
    ) => {
      const { path, body, headers } = entry.request(place, things);
      return askApi(method, path, { token, body, headers, ...more });
    };

    test("nobody, an expired and a revoked token are refused, and nothing changes", async () => {
      const before = await hashAll();
      // Each operation from a network of its own: wrong tokens are counted by network.
      const ip = `10.2.${API_OPERATIONS.findIndex((one) => one.id === id)}.1`;
      const answers = [
        await ask(undefined, victim, victim, { ip }),
        await ask(`rct_${"x".repeat(43)}`, victim, victim, { ip }),
        await ask(tokens.revoked, victim, victim, { ip }),
        await ask(tokens.expired, victim, victim, { ip, clock: later }),
      ];
      for (const { status, text } of answers) {
        expect(status).toBe(401);
        expect(text).toBe(answers[0]?.text);
      }
      expect(await hashAll()).toEqual(before);
    });

    test("a token without the permission is refused, and nothing changes", async () => {
      const ctx = { ...victim.ctx, confirmedAt: new Date() };
      const permissions = ALL.filter((permission) => permission !== can);
      const { token } = await createToken(ctx, {
        label: "Less",
        permissions,
        workspaceIds: null,
        days: null,
      });
      await askApi("GET", "/no-such-address", { token });
      const before = await hashAll();
      const { status, body } = await ask(token, victim, victim);
      expect({ status, code: body.code }).toEqual({ status: 403, code: "forbidden" });
      expect(await hashAll()).toEqual(before);
    });

    test("a token of another organization finds nothing, neither the place nor by the ids", async () => {
      const before = await hashWorld(victim, false);
      if (scope === "workspace") expect((await ask(stranger.apiToken, victim, victim)).status).toBe(404);
      const { status, body, text } = await ask(stranger.apiToken, stranger, victim);
      expect(status < 400 ? "own" : body.code).toBe(entry.outcome);
      expect(text).not.toContain(victim.mark);
      expect(text).not.toContain(victim.orgMark);
      expect(await hashWorld(victim, false)).toEqual(before);
    });

    test("a token that is limited to another workspace finds nothing of this one", async () => {
      const before = await hashWorld(victim, true);
      const { status, text } = await ask(tokens.limited, victim, victim);
      if (scope === "workspace") expect(status).toBe(404);
      else expect(status).toBe(isWide ? 403 : 200);
      expect(text).not.toContain(victim.mark);
      const beside = await ask(tokens.limited, neighbour, victim);
      expect(beside.text).not.toContain(victim.mark);
      expect(await hashWorld(victim, true)).toEqual(before);
    });

    test("a token that may does it", async () => {
      const asked = { ...entry.request(victim, victim), ...(await entry.prepare?.(victim)) };
      const { path, body, headers } = asked;
      const answer = await askApi(method, path, { token: victim.apiToken, body, headers });
      expect(answer.status, answer.text).toBeLessThan(300);
      expect(answer.headers.get("ratelimit-limit")).toBe("600");
      expect(answer.headers.get("cache-control")).toBe("no-store");
    });
  },
);
