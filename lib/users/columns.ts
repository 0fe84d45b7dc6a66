/** A column of the users' table besides the name: a standard one, or `field-<id>` for a profile field. */
export type UserColumn = string;

/** In their order on the page; profile fields follow. */
export const STANDARD_COLUMNS: readonly { id: UserColumn; label: string }[] = [
  { id: "email", label: "E-mail" },
  { id: "csvId", label: "ID" },
  { id: "mobile", label: "Mobile" },
  { id: "teams", label: "Teams" },
  { id: "manages", label: "Manager of" },
  { id: "source", label: "Source" },
  { id: "role", label: "Role" },
  { id: "added", label: "Added" },
];

export const DEFAULT_COLUMNS: readonly UserColumn[] = ["email", "csvId", "source", "role"];

/** The cookie that remembers a member's choice; it is set for the path of one workspace's users. */
export function columnsCookie(accountId: string): string {
  return `rollcall-columns-${accountId.slice(0, 8)}`;
}

/** The columns that a cookie names, in their order, as far as they exist; the usual ones without a cookie. */
export function readColumns(text: string | undefined, fieldIds: readonly number[]): UserColumn[] {
  const wanted = new Set(text === undefined ? DEFAULT_COLUMNS : text.split("."));
  const known = [...STANDARD_COLUMNS.map(({ id }) => id), ...fieldIds.map((id) => `field-${id}`)];
  return known.filter((column) => wanted.has(column));
}

/** Columns as the cookie keeps them. Empty text: the name alone. */
export function writeColumns(columns: readonly UserColumn[]): string {
  return columns.join(".");
}
