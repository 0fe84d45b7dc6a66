import type { AlertKind } from "@/lib/model/alert";

type AlertLabel = {
  /** As the name of a setting. */
  label: string;
  /** In a sentence. */
  noun: string;
  /** When it is told. */
  when: string;
};

export const ALERT_LABELS: Readonly<Record<AlertKind, AlertLabel>> = {
  pending: {
    label: "Pending approval",
    noun: "a plan pending approval",
    when: "A plan needs someone to approve or discard it, and again after three days.",
  },
  failed: { label: "Failed", noun: "a failed run", when: "A sync failed, and when it works again." },
  row_errors: {
    label: "New row errors",
    noun: "new row errors",
    when: "Rows could not be used for a reason that the run before did not have.",
  },
  late: { label: "Late", noun: "a late file", when: "No file arrived in time, and when one does." },
  host_key: {
    label: "Host key changed",
    noun: "a changed host key",
    when: "A server shows another key than the one that was approved.",
  },
  unreachable: {
    label: "Unreachable",
    noun: "an unreachable server",
    when: "A server could not be reached for a day, and when it can be again.",
  },
};
