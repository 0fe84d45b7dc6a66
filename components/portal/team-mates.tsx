import { Panel } from "@/components/patterns/panel";
import { fullName } from "@/lib/format/person";
import type { PortalTexts } from "@/lib/messages/texts";
import type { LedTeam } from "@/lib/portal/read";

/** A team and its members: name, e-mail, mobile. */
export function TeamMates({ team: { name, mates, total }, t }: { team: LedTeam; t: PortalTexts }) {
  const more = total - mates.length;
  return (
    <Panel
      title={<bdi>{name}</bdi>}
      description={t("teams.members", { count: total })}
      flush={mates.length > 0}
      footer={more > 0 ? t("teams.firstOnly", { shown: mates.length, more }) : null}
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
