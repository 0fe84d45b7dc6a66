import type { AlertDetail, AlertKind, AlertTransition, AlertWays } from "@/lib/model/alert";

/** A line of a member's inbox. `isOpen`: it is still so. */
export type InboxItem = {
  /** Of the notice. */
  id: string;
  kind: AlertKind;
  transition: AlertTransition;
  also: AlertKind[];
  ends: AlertKind[];
  at: Date;
  readAt: Date | null;
  isOpen: boolean;
  runId: string | null;
  sourceId: string | null;
  detail: AlertDetail;
  syncId: string;
  syncName: string;
  workspaceSlug: string;
  workspaceName: string;
};

/** Something that is so now in a workspace. */
export type OpenAlert = {
  id: string;
  kind: AlertKind;
  runId: string | null;
  raisedAt: Date;
  detail: AlertDetail;
  syncId: string;
  syncName: string;
};

/** Whether a member is told of a sync, and whether because of a choice of theirs. */
export type Following = { follows: boolean; isChosen: boolean };

/** What a member is told of each kind, and whether they chose it or the organization did. */
export type AlertPreference = AlertWays & { kind: AlertKind; isChosen: boolean };
