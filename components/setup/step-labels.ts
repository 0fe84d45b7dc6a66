import type { SetupStep } from "@/lib/syncs/setup/steps";

/** What the steps are called, and what each is for. */
export const STEP_LABELS: Readonly<Record<SetupStep, { label: string; text: string }>> = {
  source: { label: "Source checked", text: "Rollcall can reach the place the file comes from." },
  file: { label: "File found", text: "Which file lists your users." },
  contents: { label: "Contents read", text: "Its columns, rows and how it is written." },
  fields: { label: "Fields", text: "Where each column goes." },
  schedule: { label: "Schedule", text: "When the file is read." },
  limits: { label: "Limits", text: "When changes wait for your approval." },
  plan: { label: "First plan", text: "What the file would change, before it does." },
  on: { label: "On", text: "The sync runs on its schedule." },
};
