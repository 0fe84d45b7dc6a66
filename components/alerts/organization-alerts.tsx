"use client";

import { useState } from "react";
import { AlertChoices, type Choices } from "@/components/alerts/alert-choices";
import { Field } from "@/components/patterns/field";
import { OptionSelect } from "@/components/patterns/option-select";
import { Panel } from "@/components/patterns/panel";
import { useAction } from "@/components/patterns/use-action";
import { setOrganizationAlertsAction } from "@/lib/alerts/actions";

type Props = { org: string; choices: Choices; digestWeekday: number | null; canEdit: boolean };

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const OPTIONS = [
  { value: "0", label: "No digest" },
  ...DAYS.map((label, at) => ({ value: String(at + 1), label })),
];

/** What members are told unless they choose for themselves, and the digest. Saved at once. */
export function OrganizationAlerts({ org, canEdit, ...saved }: Props) {
  const [settings, setSettings] = useState({ choices: saved.choices, digestWeekday: saved.digestWeekday });
  const { run } = useAction(setOrganizationAlertsAction, { success: "Saved" });
  const disabled = !canEdit;

  async function save(next: typeof settings) {
    const before = settings;
    setSettings(next);
    if (!(await run({ org }, next)).ok) setSettings(before);
  }

  return (
    <>
      <Panel
        flush
        title="Defaults"
        description="The alerts that members get about the syncs they follow, unless they choose for themselves. Owners and the member who set up a sync follow it from the start."
      >
        <AlertChoices
          value={settings.choices}
          disabled={disabled}
          onChange={(choices) => void save({ ...settings, choices })}
        />
      </Panel>
      <Panel
        title="Weekly digest"
        description="An e-mail with what the syncs that a member follows did in the last seven days."
      >
        <Field label="Sent on" help="In the morning, at 06:00 UTC.">
          {(control) => (
            <OptionSelect
              {...control}
              className="w-48"
              disabled={disabled}
              options={OPTIONS}
              value={String(settings.digestWeekday ?? 0)}
              onChange={(day) => void save({ ...settings, digestWeekday: Number(day) || null })}
            />
          )}
        </Field>
      </Panel>
    </>
  );
}
