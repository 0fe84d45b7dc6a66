"use client";

import type { SettingsProps } from "@/components/fields/kinds/view";
import { deferred, useDeferred } from "@/components/patterns/deferred";
import { sayUnreachable } from "@/components/patterns/say-unreachable";

// Pages that only show a date have no use for date-fns.
const panel = deferred(
  async () => (await import("@/components/fields/kinds/date-settings-panel")).DateSettingsPanel,
  { early: false },
);

/** The settings for dates, loaded when a mapping shows them. */
export function DateSettings(props: SettingsProps) {
  const Panel = useDeferred(panel, true, sayUnreachable);
  return Panel ? <Panel {...props} /> : null;
}
