import { Crown, FileText, ListChecks, Sparkles, UsersRound } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { MovedPeople } from "@/components/lists/moved-people";
import { EmptyState } from "@/components/patterns/empty-state";
import { Panel } from "@/components/patterns/panel";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import type { Effect, EffectPart, EffectTarget, RunEffects } from "@/lib/lists/get-run-effects";

type Props = {
  runId: string;
  part: EffectPart;
  effects: RunEffects;
  base: string;
};

const NAMES_SHOWN = 30;

/** The effects of a run beyond its users: who joins and leaves lists, pages and teams. */
export function EffectsPanel({ runId, part, effects, base }: Props) {
  const { lists, pages, teams, managers, additions, broken } = effects;
  const done = part === "done";
  const sections = [
    { title: "Pages", icon: <FileText />, effects: pages, gained: "gain access", lost: "lose access" },
    { title: "User lists", icon: <ListChecks />, effects: lists, gained: "join", lost: "leave" },
    { title: "Teams", icon: <UsersRound />, effects: teams, gained: "join", lost: "leave" },
    { title: "Team managers", icon: <Crown />, effects: managers, gained: "added", lost: "removed" },
  ].filter((section) => section.effects.length > 0);
  return (
    <div className="grid gap-5">
      {broken.length > 0 ? (
        <Alert tone="held">
          <AlertTitle>
            {broken.length === 1 ? "A list has a rule" : "Some lists have rules"} that can't be evaluated
          </AlertTitle>
          <AlertDescription>
            {broken.join(", ")}{" "}
            {broken.length === 1
              ? "stays empty until you edit its rule."
              : "stay empty until you edit their rules."}
          </AlertDescription>
        </Alert>
      ) : null}
      {additions.length > 0 ? <Additions additions={additions} done={done} /> : null}
      {sections.length === 0 ? (
        <div className="rounded-lg border bg-card">
          <EmptyState
            compact
            icon={<ListChecks />}
            title={done ? "No lists, pages or teams changed" : "No lists, pages or teams would change"}
            description="Everyone keeps the same lists, pages and teams."
          />
        </div>
      ) : (
        sections.map((section) => (
          <Panel key={section.title} title={<Title icon={section.icon}>{section.title}</Title>} flush>
            <ul className="divide-y">
              {section.effects.map((effect) => (
                <li
                  key={effect.target.id}
                  className="grid gap-x-4 gap-y-1 px-4 py-2.5 md:grid-cols-[minmax(0,16rem)_minmax(0,1fr)]"
                >
                  <p className="flex min-w-0 flex-wrap items-center gap-2 py-0.5 text-sm">
                    <Name effect={effect} base={base} />
                    {effect.isNew ? <Badge variant="accent">New</Badge> : null}
                  </p>
                  <MovedPeople
                    name={effect.name}
                    query={{ runId, part, target: effect.target }}
                    gained={effect.gained}
                    lost={effect.lost}
                    labels={{ gained: section.gained, lost: section.lost }}
                    base={base}
                  />
                </li>
              ))}
            </ul>
          </Panel>
        ))
      )}
    </div>
  );
}

function Title({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-2 [&_svg]:size-4 [&_svg]:text-muted-foreground">
      {icon}
      {children}
    </span>
  );
}

const FOLDERS: Readonly<Record<EffectTarget["kind"], string>> = {
  list: "lists",
  page: "pages",
  team: "teams",
  managers: "teams",
};

/** A team that will be created has no page yet. */
function Name({ effect, base }: { effect: Effect; base: string }) {
  const { target, name, isNew } = effect;
  if (isNew) return <span className="wrap-anywhere min-w-0 font-medium">{name}</span>;
  const tab = target.kind === "managers" ? "?tab=managers" : "";
  return (
    <Link
      href={`${base}/${FOLDERS[target.kind]}/${target.id}${tab}`}
      className="wrap-anywhere min-w-0 font-medium underline-offset-4 hover:underline"
    >
      {name}
    </Link>
  );
}

function Additions({ additions, done }: { additions: RunEffects["additions"]; done: boolean }) {
  return (
    <Panel
      title={<Title icon={<Sparkles />}>{done ? "Created by this run" : "Will be created"}</Title>}
      description="Teams and options in the file that did not exist before."
    >
      <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[10rem_minmax(0,1fr)]">
        {additions.map(({ field, names }) => (
          <div key={field ?? "teams"} className="contents">
            <dt className="wrap-anywhere text-muted-foreground">{field ?? "Teams"}</dt>
            <dd className="wrap-anywhere">
              {names.slice(0, NAMES_SHOWN).join(", ")}
              {names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : ""}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
