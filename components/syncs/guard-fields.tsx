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

/** What holds a plan, each with its default. A limit that is off keeps its numbers, out of sight. */
export function GuardFields({ control, on }: Props) {
  return (
    <div className="grid gap-5">
      <Limit code="removals">
        <SwitchField
          control={control}
          name="guards.removals.on"
          label="Hold removals when there are many"
          help={withDefault(
            "removals",
            "Users who would lose a team that they lead or are in are counted too. Everything else is applied; these wait for a person.",
          )}
        />
        {on.removals ? (
          <Numbers>
            <NumberField control={control} name="guards.removals.percent" label="More than % of its users" />
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
          label="Hold removals when a file has shrunk"
          help={withDefault(
            "shrunk",
            "A file that was cut off looks like one with fewer people. The managers file counts too.",
          )}
        />
        {on.shrunk ? (
          <Numbers>
            <NumberField
              control={control}
              name="guards.shrunk.percent"
              label="Fewer than % of the last good run"
            />
          </Numbers>
        ) : null}
      </Limit>
      <Limit code="mass_update">
        <SwitchField
          control={control}
          name="guards.massUpdate.on"
          label="Hold everything when many users would change"
          help={withDefault("massUpdate", "Such as when a column was moved or a format changed.")}
        />
        {on.massUpdate ? (
          <Numbers>
            <NumberField
              control={control}
              name="guards.massUpdate.percent"
              label="More than % of its users"
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
          label="Plans expire after this many days"
          help={withDefault(
            "expiryDays",
            "A plan that nobody has approved by then can't be applied any more.",
          )}
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
    label: "Hold everything when the file has no rows",
    help: "A header alone would remove everyone.",
  },
  {
    code: "header_drift",
    name: "headerDrift",
    label: "Hold everything when a column in use vanished or was renamed",
    help: "Without the hold, the values of such a column stay as they are.",
  },
  {
    code: "re_key",
    name: "reKey",
    label: "Hold everything when new IDs may be people you know",
    help: "Someone who is missing, or was removed within 30 days, may be back under a new ID. You choose who is the same person; without the hold, all of them become new users.",
  },
  {
    code: "older_file",
    name: "olderFile",
    label: "Hold everything when the file is older than the last one applied",
    help: "A restored backup, or last week's export sent again, would undo what happened since.",
  },
  {
    code: "first_run",
    name: "firstRun",
    label: "Hold the first run until someone has looked at it",
    help: "Nobody has seen yet what the file does to this workspace.",
  },
] as const;

function withDefault(name: keyof GuardSettings, help: string): string {
  return `${help} ${defaultText(name)}`;
}

/** What a held plan links to. */
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
