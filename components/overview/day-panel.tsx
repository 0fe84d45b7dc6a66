import { FileText, ListFilter, Minus, Pencil, Plus, Undo2, UserRoundCog, UsersRound } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { countsOf } from "@/components/overview/change-words";
import { Panel } from "@/components/patterns/panel";
import { RelativeTime } from "@/components/patterns/relative-time";
import { StatTile, StatTiles } from "@/components/patterns/stat-tile";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import type { EffectKind } from "@/lib/model/effect";
import type { Overview, PlaceChanges, SyncChanges } from "@/lib/overview/views";

/** More syncs than these are summed up. */
const SYNCS_SHOWN = 8;

type Props = { org: string; overview: Pick<Overview, "changes" | "places" | "placesCount"> };

/** What runs changed in the last 24 hours: in people by sync, and in lists, teams and pages. */
export function DayPanel({ org, overview: { changes, places, placesCount } }: Props) {
  const sum = (kind: "created" | "updated" | "removed" | "restored") =>
    changes.reduce((total, change) => total + change[kind], 0);
  if (changes.length === 0) {
    return (
      <Panel title="What changed last night">
        <p className="text-muted-foreground">No sync has changed a user in the last 24 hours.</p>
      </Panel>
    );
  }
  return (
    <Panel title="What changed last night" description="What runs have applied in the last 24 hours." flush>
      <StatTiles className="rounded-none border-0 border-b">
        <StatTile label="Created" value={sum("created")} tone="success" icon={<Plus />} />
        <StatTile label="Updated" value={sum("updated")} tone="running" icon={<Pencil />} />
        <StatTile label="Removed" value={sum("removed")} tone="danger" icon={<Minus />} />
        <StatTile label="Restored" value={sum("restored")} tone="success" icon={<Undo2 />} />
      </StatTiles>
      <div className="grid md:grid-cols-2 md:divide-x max-md:divide-y">
        <Column title="Users">
          {changes.slice(0, SYNCS_SHOWN).map((change) => (
            <SyncLine key={change.syncId} org={org} change={change} />
          ))}
          {changes.length > SYNCS_SHOWN ? (
            <li className="text-muted-foreground text-sm">{`and ${plural(changes.length - SYNCS_SHOWN, "more sync")}`}</li>
          ) : null}
        </Column>
        <Column title="Lists, teams and pages">
          {places.length === 0 ? (
            <li className="text-muted-foreground text-sm">
              Nobody has joined or left a list, a team or a page.
            </li>
          ) : (
            places.map((place) => (
              <PlaceLine key={`${place.workspace.slug} ${place.kind} ${place.id}`} org={org} place={place} />
            ))
          )}
          {placesCount > places.length ? (
            <li className="text-muted-foreground text-sm">{`and ${formatNumber(placesCount - places.length)} more`}</li>
          ) : null}
        </Column>
      </div>
    </Panel>
  );
}

function Column({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0 px-4 py-3">
      <h3 className="mb-2 font-medium text-muted-foreground text-xs">{title}</h3>
      <ul className="grid gap-2">{children}</ul>
    </div>
  );
}

function SyncLine({ org, change }: { org: string; change: SyncChanges }) {
  const { name, workspace, lastRunId, lastAt, runs, errors } = change;
  return (
    <li className="text-sm">
      <Link
        href={`/${org}/${workspace.slug}/runs/${lastRunId}`}
        className="wrap-anywhere font-medium underline-offset-4 hover:underline"
      >
        {name}
      </Link>
      <span className="text-muted-foreground">{` · ${workspace.name}`}</span>
      <span className="block">
        {countsOf(change)}
        <span className="text-muted-foreground">
          {errors > 0 ? `, ${plural(errors, "row")} with errors` : ""}
          {runs > 1 ? ` in ${plural(runs, "run")}, the last ` : ", "}
          <RelativeTime at={lastAt} />
        </span>
      </span>
    </li>
  );
}

const KINDS: Readonly<Record<EffectKind, { label: string; icon: ReactNode }>> = {
  list: { label: "List", icon: <ListFilter /> },
  page: { label: "Page", icon: <FileText /> },
  team: { label: "Team", icon: <UsersRound /> },
  managers: { label: "Managers of team", icon: <UserRoundCog /> },
};

function PlaceLine({ org, place }: { org: string; place: PlaceChanges }) {
  const { label, icon } = KINDS[place.kind];
  return (
    <li className="flex items-baseline gap-2 text-sm [&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:self-center [&_svg]:text-muted-foreground">
      <span aria-hidden="true" className="contents">
        {icon}
      </span>
      <span className="min-w-0 flex-1">
        <span className="sr-only">{label} </span>
        <Link
          href={`/${org}/${place.workspace.slug}/runs/${place.runId}?tab=effects`}
          className="wrap-anywhere underline-offset-4 hover:underline"
        >
          {place.name}
        </Link>
        <span className="text-muted-foreground">{` · ${place.workspace.name}`}</span>
      </span>
      <span className="shrink-0 whitespace-nowrap tabular-nums">
        {place.gained > 0 ? (
          <span className="text-success">
            +{formatNumber(place.gained)}
            <span className="sr-only"> joined</span>
          </span>
        ) : null}
        {place.gained > 0 && place.lost > 0 ? " " : null}
        {place.lost > 0 ? (
          <span className="text-danger">
            −{formatNumber(place.lost)}
            <span className="sr-only"> left</span>
          </span>
        ) : null}
      </span>
    </li>
  );
}
