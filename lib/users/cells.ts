import type { ProfileField } from "@/lib/model/field";
import type { UserTeam } from "@/lib/teams/views";
import type { UserColumn } from "@/lib/users/columns";
import { shownValue } from "@/lib/users/diff-values";
import type { ListedUser } from "@/lib/users/listing.store";

type Known = { fields: readonly ProfileField[]; teams: readonly UserTeam[] };

/** What stands in the chosen columns beyond those that every user has: column -> texts, several for several values. */
export function cellsOf(
  user: ListedUser,
  columns: readonly UserColumn[],
  { fields, teams }: Known,
): Record<string, readonly string[]> {
  const cells: Record<string, readonly string[]> = {};
  for (const column of columns) {
    if (column === "mobile") cells[column] = user.mobile === "" ? [] : [user.mobile];
    else if (column === "teams") cells[column] = namesOf(teams, "member");
    else if (column === "manages") cells[column] = namesOf(teams, "manager");
    else {
      const field = fields.find(({ id }) => column === `field-${id}`);
      if (field) cells[column] = shownValue(field, user.fields[field.id]);
    }
  }
  return cells;
}

function namesOf(teams: readonly UserTeam[], role: UserTeam["role"]): string[] {
  return teams.filter((team) => team.role === role).map(({ name }) => name);
}
