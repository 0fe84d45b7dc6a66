"use client";

import { useState } from "react";
import { AlertChoices, type Choices } from "@/components/alerts/alert-choices";
import { Panel } from "@/components/patterns/panel";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { setPreferencesAction } from "@/lib/alerts/actions";
import type { AlertPreference } from "@/lib/alerts/views";
import { ALERT_KINDS } from "@/lib/model/alert";

type Props = { organization: { name: string; slug: string }; preferences: readonly AlertPreference[] };

/** The alerts that a member gets from one organization. Saved at once. */
export function PreferencesPanel({ organization, preferences }: Props) {
  const saved = JSON.stringify(preferences);
  const [shown, setShown] = useState(saved);
  const [choices, setChoices] = useState(() => choicesOf(preferences));
  // What was saved elsewhere is shown, without a remount that would lose the focus.
  if (shown !== saved) {
    setShown(saved);
    setChoices(choicesOf(preferences));
  }
  const { run, pending } = useAction(setPreferencesAction, { success: "Saved" });
  const isChosen = preferences.some((preference) => preference.isChosen);
  const scope = { org: organization.slug };

  async function save(value: Choices) {
    const before = choices;
    setChoices(value);
    const changed = ALERT_KINDS.filter((kind) => value[kind] !== before[kind]);
    const result = await run(scope, { choices: changed.map((kind) => ({ kind, ...value[kind] })) });
    if (!result.ok) setChoices(before);
  }

  return (
    <Panel
      flush
      title={organization.name}
      description="For the syncs that you follow. Follow or mute a sync on its page."
      footer={
        isChosen ? (
          <Button
            variant="outline"
            size="sm"
            pending={pending}
            onClick={() => void run(scope, { choices: null })}
          >
            Use the organization's defaults
          </Button>
        ) : (
          <span className="text-muted-foreground">These are the defaults of the organization.</span>
        )
      }
    >
      <AlertChoices value={choices} onChange={(value) => void save(value)} />
    </Panel>
  );
}

/** Of a list that has every kind. */
export function choicesOf(preferences: readonly AlertPreference[]): Choices {
  const waysOf = (kind: string) => {
    const { mail = true, inApp = true } = preferences.find((one) => one.kind === kind) ?? {};
    return { mail, inApp };
  };
  return {
    failed: waysOf("failed"),
    pending: waysOf("pending"),
    row_errors: waysOf("row_errors"),
    late: waysOf("late"),
    host_key: waysOf("host_key"),
    unreachable: waysOf("unreachable"),
  };
}
