import type { PortalCtx } from "@/lib/context";
import { DEFAULT_LOCALE, type Locale } from "@/lib/model/locale";
import type { PictureSizes } from "@/lib/pictures/in-text";
import { picturesIn } from "@/lib/pictures/in-text";
import { selectOpenPage, selectOpenPages, selectOpenPicture, selectSizes } from "@/lib/portal/access.store";
import { selectLedTeams, selectTeamMates, type TeamMate } from "@/lib/portal/teams.store";

type OpenPage = { id: number; title: string; slug: string };

/** The pages that the user may open right now, in their order. Evaluated each time: nothing is cached. */
export async function listOpenPages(ctx: PortalCtx): Promise<OpenPage[]> {
  return ctx.db.run((tx) => selectOpenPages(tx, ctx));
}

type OpenPageText = { title: string; slug: string; body: string; updatedAt: Date; sizes: PictureSizes };

/** A page with its text, and how large its pictures are; null when there is none, and just so when this user may not open it right now. */
export async function findOpenPage(ctx: PortalCtx, { slug }: { slug: string }): Promise<OpenPageText | null> {
  return ctx.db.run(async (tx) => {
    const page = await selectOpenPage(tx, ctx, slug);
    if (!page) return null;
    const shown = picturesIn(page.body);
    return { ...page, sizes: shown.length > 0 ? await selectSizes(tx, ctx, shown) : {} };
  });
}

/** A picture's bytes (WebP); null unless this user may right now open a page that shows it. */
export async function findOpenPicture(ctx: PortalCtx, { id }: { id: string }): Promise<Buffer | null> {
  return ctx.db.run((tx) => selectOpenPicture(tx, ctx, id));
}

/** Members of a team on one page. */
const MATES_A_PAGE = 500;

/** `before`: how many members come before those of the page. */
export type LedTeam = {
  id: number;
  name: string;
  mates: TeamMate[];
  total: number;
  page: number;
  pages: number;
  before: number;
};

/** Which page of a team's members is shown, from 1; of the other teams it is the first. */
export type TeamPage = { teamId: number; page: number };

/** Whether the user leads a team. */
export async function leadsTeams(ctx: PortalCtx): Promise<boolean> {
  return ctx.db.run(async (tx) => (await selectLedTeams(tx, ctx, DEFAULT_LOCALE)).length > 0);
}

/**
 * The teams that the user leads, each with its members (500 a page, by name as the language orders). Name, e-mail and mobile is all
 * that the portal ever shows of other people, and only to who leads them.
 */
export async function listLedTeams(
  ctx: PortalCtx,
  locale: Locale = DEFAULT_LOCALE,
  at: TeamPage | null = null,
): Promise<LedTeam[]> {
  return ctx.db.run(async (tx) => {
    const led: LedTeam[] = [];
    for (const team of await selectLedTeams(tx, ctx, locale)) {
      const page = at?.teamId === team.id ? at.page : 1;
      const before = (page - 1) * MATES_A_PAGE;
      const found = await selectTeamMates(tx, ctx, {
        ...{ teamId: team.id, locale },
        ...{ limit: MATES_A_PAGE, offset: before },
      });
      const pages = Math.max(1, Math.ceil(found.total / MATES_A_PAGE));
      led.push({ ...team, ...found, page, pages, before });
    }
    return led;
  });
}
