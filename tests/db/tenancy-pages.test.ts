import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { inRequest } from "../support/request";
import { findPageFiles, load } from "../support/tenancy/discover";
import { type Gate, isLet, ROLES, WORKSPACE_ROLES } from "../support/tenancy/roles";
import { mintWorld, type World } from "../support/tenancy/world";

/* Walks every page of members, as `tenancy.test.ts` walks verbs, actions and routes. */
let victim: World;
let stranger: World;
/** In the victim's organization, but in another workspace of it. */
let neighbour: World;

beforeAll(async () => {
  victim = await mintWorld();
  stranger = await mintWorld();
  neighbour = await mintWorld(victim);
});

describe("pages", () => {
  // The portal has people of its own: tests/db/portal/tenancy.test.ts walks it.
  const members = findPageFiles().filter((page) => page.includes("[org]") && !page.includes("(portal)"));
  for (const file of members) {
    const show = (cookie: string, place: World, things: World) =>
      inRequest({ cookie, headers: { "x-rollcall-path": "/here" } }, async () => {
        const { default: page } = (await load(file)) as { default: (props: unknown) => Promise<unknown> };
        const params = Promise.resolve(paramsOf(file, place, things));
        return page({ params, searchParams: Promise.resolve({}) });
      });

    test(`${file}: nobody, and a user of the portal, is sent to sign in, and a stranger finds nothing`, async () => {
      for (const cookie of ["", victim.portalCookie]) {
        await expect(show(cookie, victim, victim)).rejects.toMatchObject({
          digest: expect.stringContaining("/sign-in?next=%2Fhere"),
        });
      }
      await expect(show(stranger.browsers.owner, victim, victim)).rejects.toMatchObject(NOT_FOUND);
    });
    test(`${file}: every role sees it exactly if the table says so`, async () => {
      const [, open, can] = /page(Org|Workspace)\(.*?"(\w+:\w+)"\)/.exec(source(file)) ?? [];
      const gate = { scope: open === "Org" ? "org" : "workspace", can } as Gate;
      const isThere = !NEEDS_MORE.has(file);
      for (const role of ROLES) {
        const seen = await outcomeOf(show(victim.browsers[role], victim, victim));
        expect({ role, seen }).toEqual({ role, seen: isThere && isLet(role, gate) });
      }
      if (!file.includes("[workspace]")) return;
      for (const role of WORKSPACE_ROLES) {
        await expect(show(neighbour.browsers[role], victim, victim), role).rejects.toMatchObject(NOT_FOUND);
      }
    });
    if (Object.keys(paramsOf(file, IDLESS, IDLESS)).every((name) => name === "org" || name === "workspace"))
      continue;
    test(`${file}: an owner elsewhere finds nothing under another organization's ids`, async () => {
      await expect(show(stranger.browsers.owner, stranger, victim)).rejects.toMatchObject(NOT_FOUND);
    });
  }
});

/** Pages without anything to show for what a world has and an address without a query. */
const NEEDS_MORE = new Set(["app/(workspace)/[org]/[workspace]/upload/mapping/page.tsx"]);

/** False where there is nothing for them; a redirect leads to a page with a gate of its own. */
async function outcomeOf(shown: Promise<unknown>): Promise<boolean> {
  try {
    await shown;
    return true;
  } catch (error) {
    const { digest = "" } = error as { digest?: string };
    if (digest === NOT_FOUND.digest) return false;
    if (digest.startsWith("NEXT_REDIRECT")) return true;
    throw error;
  }
}

const NOT_FOUND = { digest: "NEXT_HTTP_ERROR_FALLBACK;404" };
const IDLESS = {} as World;

const source = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");

/** The parameters in a page's path: the slugs are of `place`, the ids are of `things`. */
function paramsOf(file: string, place: World, things: World): Record<string, unknown> {
  const names = [...file.matchAll(/\[(\w+)\]/g)].map(([, name = ""]) => name);
  const values: Record<string, unknown> = {
    ...{ org: place.slug, workspace: place.workspaceSlug },
    ...{
      id: file.endsWith("[id]/page.tsx") ? things.dropId : things.remoteSourceId,
      syncId: things.syncId,
      runId: things.runId,
      userId: String(things.userId),
      teamId: String(things.teamId),
      listId: String(things.listId),
      pageId: String(things.pageId),
      receiptId: things.receiptId,
      webhook: things.webhookId,
    },
  };
  const strange = names.filter((name) => !(name in values));
  if (strange.length > 0) throw new Error(`${file}: say in paramsOf what [${strange}] stands for.`);
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}
