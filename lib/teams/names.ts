import { AppError } from "@/lib/errors";
import type { TeamName } from "@/lib/teams/store";
import { nearText } from "@/lib/values/same-text";

/** Names differ in more than letter case and what nobody sees. */
export function teamKey(name: string): string {
  return nearText(name);
}

/** Other names as they are stored: no blank ones, none twice, none that is the name itself. */
export function tidyAliases(name: string, aliases: readonly string[]): string[] {
  const seen = new Set([teamKey(name)]);
  return aliases
    .map((alias) => alias.trim())
    .filter((alias) => {
      const key = teamKey(alias);
      if (key === "" || seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}

/**
 * Throws `conflict`, beside the name or the other names, when one of them is a name of another of `teams`: a file that
 * says it would not know which is meant. Names that the team has already are let be: files, which tell letter case
 * apart, may have made both.
 */
export function refuseTakenNames(
  wanted: { id?: number; name: string; aliases: readonly string[] },
  teams: readonly TeamName[],
): void {
  const namesOf = (team: TeamName) => [team.name, ...team.aliases];
  const own = new Set(teams.filter((team) => team.id === wanted.id).flatMap(namesOf));
  const others = teams.filter((team) => team.id !== wanted.id);
  const owners = new Map(
    others.flatMap((team) => namesOf(team).map((name) => [teamKey(name), team] as const)),
  );
  const ownerOf = (name: string) => (own.has(name) ? undefined : owners.get(teamKey(name)));
  const owner = ownerOf(wanted.name);
  if (owner) throw taken(wanted.name, owner.name, "name");
  for (const alias of wanted.aliases) {
    const other = ownerOf(alias);
    if (other) throw taken(alias, other.name, "aliases");
  }
}

function taken(name: string, owner: string, field: "name" | "aliases"): AppError {
  const message =
    teamKey(name) === teamKey(owner)
      ? `There is already a team named "${owner}".`
      : `"${name}" is another name of the team "${owner}".`;
  return new AppError("conflict", message, {
    remedy: "Choose a different name, or change that team first.",
    fieldErrors: { [field]: message },
  });
}
