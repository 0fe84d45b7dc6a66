"use client";

import type { ReactNode } from "react";
import type { Control } from "react-hook-form";
import { TextField } from "@/components/patterns/text-field";
import { SwitchField } from "@/components/patterns/toggle-fields";
import type { SyncValues } from "@/components/syncs/sync-values";
import { GUARD_FIELDS } from "@/lib/pipeline/guard/form";
import type { GuardValues } from "@/lib/pipeline/guard/form-values";
import { defaultText } from "@/lib/pipeline/guard/lines";
import { EXPIRY } from "@/lib/pipeline/guard/settings";

type Props = { control: Control<SyncValues, unknown, SyncValues>; values: GuardValues };

/** The limits that require approval, each with its default. A limit that is off keeps its numbers, hidden. */
export function GuardFields({ control, values }: Props) {
  return (
    <div className="grid gap-5">
      {GUARD_FIELDS.map(({ setting, anchor, label, help, toggle, numbers }) => (
        <Limit key={setting} anchor={anchor}>
          <SwitchField control={control} name={`guards.${toggle}`} label={label} help={help} />
          {numbers.length > 0 && isOn(values[setting]) ? (
            <Numbers>
              {numbers.map((number) => (
                <TextField
                  key={number.name}
                  control={control}
                  name={`guards.${number.name}`}
                  label={number.label}
                  inputMode="numeric"
                  autoComplete="off"
                />
              ))}
            </Numbers>
          ) : null}
        </Limit>
      ))}
      <div className="max-w-md">
        <TextField
          control={control}
          name="guards.expiryDays"
          label={EXPIRY.label}
          help={`${EXPIRY.help} ${defaultText("expiryDays")}`}
          inputMode="numeric"
          autoComplete="off"
        />
      </div>
    </div>
  );
}

function isOn(value: boolean | { on: boolean }): boolean {
  return typeof value === "object" ? value.on : value;
}

/** The anchor that a plan pending approval links to. */
function Limit({ anchor, children }: { anchor: string; children: ReactNode }) {
  return (
    <div
      id={anchor}
      className="grid scroll-mt-20 gap-5 rounded-md target:outline-2 target:outline-ring target:outline-offset-8"
    >
      {children}
    </div>
  );
}

function Numbers({ children }: { children: ReactNode }) {
  return <div className="-mt-2 grid max-w-md gap-4 border-l-2 pl-4 sm:grid-cols-2">{children}</div>;
}
