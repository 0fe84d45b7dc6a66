"use client";

import { RefreshCw } from "lucide-react";
import type { Control } from "react-hook-form";
import { ChoiceField } from "@/components/fields/choice-field";
import { Badge } from "@/components/ui/badge";
import { FieldLegend, FieldSet } from "@/components/ui/field";
import type { TeamName } from "@/lib/teams/store";
import type { UserTeam } from "@/lib/teams/views";
import type { UserInput } from "@/lib/users/schema";

type Props = {
  control: Control<UserInput, unknown, UserInput>;
  teams: readonly TeamName[];
  given: readonly UserTeam[];
};

/** The teams a user is added to manually. Those from a file are shown above and can't be edited. */
export function TeamInputs({ control, teams, given }: Props) {
  const options = teams.map(({ id, name }) => ({ id, label: name }));
  const byFile = given.filter((team) => team.byFile);
  return (
    <FieldSet>
      <FieldLegend>Teams</FieldLegend>
      {byFile.length > 0 ? (
        <div className="grid gap-1.5 text-sm">
          <p className="text-muted-foreground">From the file. Only the file can change these:</p>
          <ul className="flex flex-wrap gap-1">
            {byFile.map(({ id, name, role }) => (
              <li key={`${id} ${role}`}>
                <Badge className="max-w-64 text-foreground">
                  <RefreshCw aria-hidden="true" />
                  <span className="truncate">{role === "manager" ? `Manager of ${name}` : name}</span>
                </Badge>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <ChoiceField
          control={control}
          name="teams.member"
          label="Member of (manual)"
          optional
          options={options}
          multiple
          help="Syncs never remove these."
        />
        <ChoiceField
          control={control}
          name="teams.manager"
          label="Manager of (manual)"
          optional
          options={options}
          multiple
          help="Managers see the members of their teams in the portal."
        />
      </div>
    </FieldSet>
  );
}
