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
    when: "A plan needs someone to approve or discard it. Sent again after three days.",
  },
  failed: { label: "Failed", noun: "a failed run", when: "A sync fails, or works again after it failed." },
  row_errors: {
    label: "New row errors",
    noun: "new row errors",
    when: "Rows can't be used for a reason that the previous run did not have.",
  },
  late: { label: "Late", noun: "a late file", when: "No file arrives in time, or the late one arrives." },
  host_key: {
    label: "Host key changed",
    noun: "a changed host key",
    when: "A server shows another key than the approved one.",
  },
  unreachable: {
    label: "Unreachable",
    noun: "an unreachable server",
    when: "A server can't be reached for a day, or can be reached again.",
  },
};
