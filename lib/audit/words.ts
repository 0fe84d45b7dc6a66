import { formatBytes } from "@/lib/format/bytes";
import { formatDay, formatDayTime } from "@/lib/format/time";

/** Keys of details -> what pages call them. Any other key is told by its own words. */
const LABELS: Readonly<Record<string, string>> = {
  managersPath: "File of managers",
  newFileExpected: "New file expected",
  fileConditions: "File conditions",
  readSettings: "File settings",
  guards: "Guards",
  adoption: "Users added manually",
  mappingVersion: "Version of the mapping",
  onlyRows: "Rows to import",
  repeats: "Several rows of one ID",
  without: "Columns that the file does not have",
  holdFirstRun: "First run needs approval",
  otherNames: "Other names",
  as: "As",
  go: "Changes applied",
  out: "Changes left out",
  decision: "Approved",
  mode: "Import mode",
  trigger: "Started by",
  samePerson: "Same person",
  lines: "Lines",
  file: "File",
  sizeBytes: "Size",
  sha256: "SHA-256",
  usersCount: "Users of the sync",
  secretReplaced: "Password or key replaced",
  hostKeyForgotten: "Host key forgotten",
  hostKey: "Host key",
  ok: "Connection works",
  failed: "Failed at",
  authKind: "Signs in with",
  startAt: "Paths start at",
  allowOutdated: "Outdated algorithms allowed",
  slug: "Address",
  days: "Expires after days",
  label: "Name",
  keptLink: "Through a kept link",
  signedInAs: "While signed in as",
  namedByLastFile: "Named by the last file",
  removedUsersDays: "Removed users, days",
  runDetailsDays: "Details of runs, days",
  runsDays: "Runs, days",
  auditLogDays: "Audit log, days",
  eventsDays: "Events, days",
  messagesDays: "Messages, days",
};

/** Key -> value -> what pages call the value. */
const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  role: {
    owner: "Owner",
    admin: "Admin",
    viewer: "Viewer",
    guest: "Guest",
    author: "Author",
    participant: "Participant",
  },
  as: { member: "Member", manager: "Manager" },
  decision: {
    all: "Everything",
    creates_and_updates: "Without removals",
    ticked: "Selected changes",
    discard: "Discarded",
  },
  mode: { complete: "Full list", add_and_update: "Add and update only" },
  trigger: {
    schedule: "Schedule",
    arrival: "File arrived",
    manual: "Sync now",
    undo: "Undo",
    upload: "Upload",
  },
  workspaces: { all: "All" },
  audience: { everyone: "Everyone", lists: "Selected lists" },
  kind: { static: "Added manually", dynamic: "By a rule" },
  adoption: { skip: "Skipped", link: "Linked by e-mail" },
  repeats: { merge: "Merged into one", refuse: "Errors" },
  users: { remove: "Removed", keep: "Kept as added manually" },
  type: {
    text: "Text",
    number: "Number",
    date: "Date",
    yes_no: "Yes or no",
    single_choice: "Single choice",
    multiple_choice: "Multiple choice",
  },
  authKind: { password: "Password", key: "Private key" },
  startAt: { home: "Home folder", root: "Root" },
  changed: { email: "E-mail", firstName: "First name", lastName: "Last name", mobile: "Mobile" },
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** "File of managers" for `managersPath`; "Time zone" for `timeZone`. */
export function detailLabel(key: string): string {
  const known = LABELS[key];
  if (known !== undefined) return known;
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A value as a page shows it; null for one that is empty or for machines. `now` says which year goes without saying. */
export function detailValue(key: string, value: unknown, now: Date): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") return key === "sizeBytes" ? formatBytes(value) : String(value);
  if (typeof value === "string") return textValue(key, value, now);
  if (!Array.isArray(value)) return null;
  const parts = value.flatMap((part) => (typeof part === "string" ? textValue(key, part, now) : []));
  return parts.length > 0 ? parts.join(", ") : null;
}

function textValue(key: string, text: string, now: Date): string {
  const known = VALUES[key]?.[text];
  if (known !== undefined) return known;
  if (INSTANT.test(text)) return `${formatDayTime(new Date(text), now, "UTC")} UTC`;
  return DAY.test(text) ? formatDay(new Date(text), now, "UTC") : text;
}
