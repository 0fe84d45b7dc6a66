import { Panel } from "@/components/patterns/panel";
import { fullName } from "@/lib/format/person";
import type { PortalTexts } from "@/lib/messages/texts";
import type { LedTeam } from "@/lib/portal/read";

/** A team and its members: name, e-mail, mobile. */
export function TeamMates({ team, t }: { team: LedTeam; t: PortalTexts }) {
  const { id, name, mates, total, pages } = team;
  return (
    <Panel
      title={<bdi id={`team-${id}`}>{name}</bdi>}
      description={t("teams.members", { count: total })}
      flush={mates.length > 0}
      footer={pages > 1 ? <Pages team={team} t={t} /> : null}
    >
      {mates.length === 0 ? (
        <p className="text-muted-foreground">{t("teams.noMembers")}</p>
      ) : (
        <ul className="divide-y">
          {mates.map((mate) => (
            <li key={mate.id} className="grid gap-x-4 gap-y-0.5 px-4 py-2.5 sm:grid-cols-[1fr_1.3fr_10rem]">
              <bdi className="wrap-anywhere font-medium">
                {fullName(mate.firstName, mate.lastName) || mate.email}
              </bdi>
              <a
                href={`mailto:${encodeURIComponent(mate.email).replace("%40", "@")}`}
                className="wrap-anywhere w-fit text-primary hover:underline"
              >
                {mate.email}
              </a>
              {mate.mobile ? (
                <a
                  href={`tel:${mate.mobile.replace(/[^\d+]/g, "")}`}
                  className="wrap-anywhere w-fit text-muted-foreground hover:underline"
                >
                  {mate.mobile}
                </a>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Where in a large team the page is, with plain links to the page before and after. */
function Pages({
  team: { id, name, mates, total, page, pages, before },
  t,
}: {
  team: LedTeam;
  t: PortalTexts;
}) {
  const to = (number: number) => `?team=${id}&page=${number}#team-${id}`;
  const link = "rounded-sm px-1 text-primary underline-offset-4 hover:underline";
  return (
    <nav
      aria-label={t("teams.paging", { team: name })}
      className="flex flex-wrap items-center gap-x-4 gap-y-1"
    >
      <span>
        {t("teams.range", { from: mates.length > 0 ? before + 1 : 0, to: before + mates.length, total })}
      </span>
      {page > 1 ? (
        <a href={to(Math.min(page - 1, pages))} className={link}>
          {t("teams.previous")}
        </a>
      ) : null}
      {page < pages ? (
        <a href={to(page + 1)} className={link}>
          {t("teams.next")}
        </a>
      ) : null}
    </nav>
  );
}
