import { beforeAll, describe, expect, test } from "vitest";
import { portalCookie } from "@/lib/auth/portal/cookies";
import { inRequest } from "../../support/request";
import { findPageFiles, load } from "../../support/tenancy/discover";
import { mintWorld, type World } from "../../support/tenancy/world";

/** Pages for whoever has not signed in yet. */
const ENTRANCES = /\/(sign-in|enter)\/page\.tsx$/;
const NOT_FOUND = { digest: "NEXT_HTTP_ERROR_FALLBACK;404" };

const files = findPageFiles().filter((page) => page.includes("(portal)"));
const inside = files.filter((page) => !ENTRANCES.test(page));

let victim: World;
let stranger: World;
let neighbour: World;

beforeAll(async () => {
  victim = await mintWorld();
  stranger = await mintWorld();
  neighbour = await mintWorld(victim);
});

async function show(file: string, cookie: string, place: World, things: World): Promise<unknown> {
  const headers = { "x-rollcall-path": `/p/${place.slug}/${place.workspaceSlug}/${things.pageSlug}?a=1` };
  return inRequest({ cookie, headers }, async () => {
    const { default: page } = (await load(file)) as { default: (props: unknown) => Promise<unknown> };
    const params = { org: place.slug, workspace: place.workspaceSlug, slug: things.pageSlug };
    return page({ params: Promise.resolve(params), searchParams: Promise.resolve({}) });
  });
}

test("there are pages inside and entrances", () => {
  expect(inside.length).toBeGreaterThanOrEqual(3);
  expect(files.length - inside.length).toBe(2);
});

describe("pages inside the portal", () => {
  for (const file of inside) {
    test(`${file}: nobody, members of every role and users of other portals are sent to sign in here`, async () => {
      const others = [stranger, neighbour].map((world) => world.portalCookie);
      const members = [...Object.values(victim.browsers), ...Object.values(stranger.browsers)];
      for (const cookie of ["", ...members, ...others, `${victim.browsers.owner}; ${others[0]}`]) {
        const base = `/p/${victim.slug}/${victim.workspaceSlug}`;
        await expect(show(file, cookie, victim, victim)).rejects.toMatchObject({
          digest: expect.stringContaining(
            `${base}/sign-in?next=${encodeURIComponent(`${base}/${victim.pageSlug}?a=1`)}`,
          ),
        });
      }
    });
    test(`${file}: a user sees it in their own portal`, async () => {
      expect(JSON.stringify(await show(file, victim.portalCookie, victim, victim))).toContain(victim.mark);
    });
    if (!file.includes("[slug]")) continue;
    test(`${file}: a page of another portal is not found in one's own`, async () => {
      await expect(show(file, stranger.portalCookie, stranger, victim)).rejects.toMatchObject(NOT_FOUND);
      await expect(show(file, neighbour.portalCookie, neighbour, victim)).rejects.toMatchObject(NOT_FOUND);
    });
  }
});

describe("entrances", () => {
  for (const file of files.filter((page) => ENTRANCES.test(page))) {
    test(`${file}: open to anybody, and where there is no portal not found`, async () => {
      expect(await show(file, "", victim, victim)).toBeTruthy();
      const nowhere = { ...victim, workspaceSlug: stranger.workspaceSlug };
      await expect(show(file, "", nowhere, victim)).rejects.toMatchObject(NOT_FOUND);
    });
  }
});

test("a look is worth nothing with the cookie of a user", async () => {
  const slugs = { org: victim.slug, workspace: victim.workspaceSlug };
  const [, token = ""] = stranger.portalCookie.split("=");
  const cookie = `${victim.browsers.owner}; ${portalCookie("view", slugs).name}=${token}`;
  for (const file of inside) {
    await expect(show(file, cookie, victim, victim)).rejects.toMatchObject({
      digest: expect.stringContaining("/sign-in"),
    });
  }
});
