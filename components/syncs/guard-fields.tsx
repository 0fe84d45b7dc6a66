"use client";

import type { ReactNode } from "react";
import type { Control } from "react-hook-form";
import { TextField } from "@/components/patterns/text-field";
import { SwitchField } from "@/components/patterns/toggle-fields";
import { LIMIT_ANCHORS } from "@/components/syncs/sync-links";
import type { SyncValues } from "@/components/syncs/sync-values";
import type { GuardSettings } from "@/drizzle/schema/syncs";
import type { GuardCode } from "@/lib/model/plan";
import { defaultText } from "@/lib/syncs/guard-lines";

type Props = {
  control: Control<SyncValues, unknown, SyncValues>;
  on: Record<"removals" | "shrunk" | "massUpdate", boolean>;
};

/** The limits that require approval, each with its default. A limit that is off keeps its numbers, hidden. */
export function GuardFields({ control, on }: Props) {
  return (
    <div className="grid gap-5">
      <Limit code="removals">
        <SwitchField
          control={control}
          name="guards.removals.on"
          label="Require approval when many users would be removed"
          help={withDefault(
            "removals",
            "Users who would lose a team they manage or belong to count too. All other changes are applied without approval.",
          )}
        />
        {on.removals ? (
          <Numbers>
            <NumberField
              control={control}
              name="guards.removals.percent"
              label="More than this % of its users"
            />
            <NumberField
              control={control}
              name="guards.removals.atLeast"
              label="And more than this many users"
            />
          </Numbers>
        ) : null}
      </Limit>
      <Limit code="shrunk">
        <SwitchField
          control={control}
          name="guards.shrunk.on"
          label="Require approval for removals when a file has shrunk"
          help={withDefault(
            "shrunk",
            "An incomplete file looks like a file with fewer people. The managers file is checked too.",
          )}
        />
        {on.shrunk ? (
          <Numbers>
            <NumberField
              control={control}
              name="guards.shrunk.percent"
              label="Fewer than this % of the rows of the last good run"
            />
          </Numbers>
        ) : null}
      </Limit>
      <Limit code="mass_update">
        <SwitchField
          control={control}
          name="guards.massUpdate.on"
          label="Require approval when many users would change"
          help={withDefault("massUpdate", "For example, because a column was moved or a format changed.")}
        />
        {on.massUpdate ? (
          <Numbers>
            <NumberField
              control={control}
              name="guards.massUpdate.percent"
              label="More than this % of its users"
            />
            <NumberField
              control={control}
              name="guards.massUpdate.atLeast"
              label="And more than this many users"
            />
          </Numbers>
        ) : null}
      </Limit>
      {SWITCHES.map(({ code, name, label, help }) => (
        <Limit key={code} code={code}>
          <SwitchField
            control={control}
            name={`guards.${name}`}
            label={label}
            help={withDefault(name, help)}
          />
        </Limit>
      ))}
      <div className="max-w-md">
        <TextField
          control={control}
          name="guards.expiryDays"
          label="Days until a plan expires"
          help={withDefault("expiryDays", "An expired plan can no longer be approved.")}
          inputMode="numeric"
          autoComplete="off"
        />
      </div>
    </div>
  );
}

const SWITCHES = [
  {
    code: "no_rows",
    name: "noRows",
    label: "Require approval when the file has no rows",
    help: "A file with only a header would remove everyone.",
  },
  {
    code: "header_drift",
    name: "headerDrift",
    label: "Require approval when a mapped column is missing or renamed",
    help: "Without approval, the values of such a column stay as they are.",
  },
  {
    code: "re_key",
    name: "reKey",
    label: "Require approval when new IDs may belong to existing users",
    help: "A user who is missing, or was removed within 30 days, may have returned with a new ID. You choose who is the same person. Without approval, all of them become new users.",
  },
  {
    code: "older_file",
    name: "olderFile",
    label: "Require approval when the file is older than the last one applied",
    help: "A restored backup, or last week's export sent again, would undo later changes.",
  },
  {
    code: "first_run",
    name: "firstRun",
    label: "Require approval for the first run",
    help: "You review what the file would do before it changes this workspace.",
  },
] as const;

function withDefault(name: keyof GuardSettings, help: string): string {
  return `${help} ${defaultText(name)}`;
}

/** The anchor that a plan pending approval links to. */
function Limit({ code, children }: { code: GuardCode; children: ReactNode }) {
  return (
    <div
      id={LIMIT_ANCHORS[code]}
      className="grid scroll-mt-20 gap-5 rounded-md target:outline-2 target:outline-ring target:outline-offset-8"
    >
      {children}
    </div>
  );
}

function Numbers({ children }: { children: ReactNode }) {
  return <div className="-mt-2 grid max-w-md gap-4 border-l-2 pl-4 sm:grid-cols-2">{children}</div>;
}

type NumberProps = {
  control: Props["control"];
  name:
    | "guards.removals.percent"
    | "guards.removals.atLeast"
    | "guards.shrunk.percent"
    | "guards.massUpdate.percent"
    | "guards.massUpdate.atLeast"
    | "guards.expiryDays";
  label: string;
};

function NumberField({ control, name, label }: NumberProps) {
  return <TextField control={control} name={name} label={label} inputMode="numeric" autoComplete="off" />;
}
