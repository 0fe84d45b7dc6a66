"use client";

import { FIELD_KIND_VIEWS } from "@/components/fields/kinds/registry";
import { PolicyField } from "@/components/patterns/policy-field";
import { BlankWordsField } from "@/components/syncs/mapping/blank-words-field";
import { SeparatorField } from "@/components/syncs/mapping/separator-field";
import { SettingsSheet } from "@/components/syncs/mapping/settings-sheet";
import { ValueAliases } from "@/components/syncs/mapping/value-aliases";
import { hasOptions, isSeveral } from "@/lib/field-kinds/registry";
import type { ProfileField } from "@/lib/model/field";
import type { ColumnTarget, TeamsTarget } from "@/lib/model/mapping";
import { TEAMS_LABEL } from "@/lib/syncs/describe-mapping";

type Settable = Extract<ColumnTarget, { kind: "field" }> | TeamsTarget;

type Props<T extends Settable> = {
  header: string;
  samples: readonly string[];
  target: T;
  /** The field it is mapped to; undefined for teams. */
  field: ProfileField | undefined;
  onChange: (target: T) => void;
};

/** The sheet with the settings of one column. */
export function ColumnSettings<T extends Settable>({ header, samples, target, field, onChange }: Props<T>) {
  const fills = field?.label ?? TEAMS_LABEL;
  const isChoice = target.kind === "teams" || (field !== undefined && hasOptions(field.type));
  const hasSeveral = target.kind === "teams" || (field !== undefined && isSeveral(field.type));
  const Settings = field && FIELD_KIND_VIEWS[field.type].Settings;
  const set = (change: Partial<Settable>) => onChange({ ...target, ...change });
  return (
    <SettingsSheet header={header} fills={fills}>
      {hasSeveral ? (
        <SeparatorField
          value={target.separator ?? ""}
          onChange={(separator) => set({ separator: separator || undefined })}
        />
      ) : null}
      {target.kind === "field" && Settings ? (
        <Settings
          value={target}
          samples={samples}
          onChange={(reading) => set(reading as Partial<Settable>)}
        />
      ) : null}
      <PolicyField
        label="Blank cells"
        value={target.blank}
        options={{
          clear: target.kind === "teams" ? "Remove the user from the teams of the file" : "Clear the field",
          keep: "Keep the current value",
        }}
        onChange={(blank) => set({ blank })}
      />
      <BlankWordsField
        value={target.blankWords}
        onChange={(blankWords) => set({ blankWords } as Partial<Settable>)}
      />
      {isChoice ? (
        <PolicyField
          label={target.kind === "teams" ? "Unknown teams" : "Unknown values"}
          value={target.unknown ?? (target.kind === "teams" ? "add" : "warn")}
          options={{
            warn: "Leave out, with a warning",
            add: target.kind === "teams" ? "Add as a team" : "Add as an option",
          }}
          help="The plan shows new teams and options before anything changes."
          onChange={(unknown) => set({ unknown })}
        />
      ) : null}
      {isChoice ? (
        <ValueAliases
          aliases={target.aliases ?? {}}
          options={field ? field.options : null}
          samples={samples}
          separator={target.separator}
          onChange={(aliases) => set({ aliases: Object.keys(aliases).length > 0 ? aliases : undefined })}
        />
      ) : null}
    </SettingsSheet>
  );
}
