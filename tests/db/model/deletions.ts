import { type Line, type Looks, TEAMS } from "./model";
import type { Run, World } from "./runs";

/** From now on there are these levels. What is gone is blank, wherever it stood: with users, and in every plan. */
export function setLevels(world: World, levels: readonly string[]): void {
  for (const gone of world.levels.filter((level) => !levels.includes(level))) {
    blank(world, "level", gone);
  }
  world.levels = [...levels];
}

/** The profile field goes for good, and nothing fills it any more. */
export function deleteTeamField(world: World): void {
  for (const team of TEAMS) blank(world, "team", team);
  world.hasTeamField = false;
}

function blank(world: World, part: "level" | "team", text: string): void {
  if (text === "") return;
  const without = (looks: Looks): Looks => (looks[part] === text ? { ...looks, [part]: "" } : looks);
  // Nobody has edited these users: what else a plan does with them stays in force.
  world.users = world.users.map((user) =>
    user.looks[part] === text ? { ...user, looks: without(user.looks) } : user,
  );
  for (const line of world.runs.flatMap(linesOf)) {
    line.before = line.before && without(line.before);
    line.after = line.after && without(line.after);
  }
}

/** Also those that a choice would put in their place. */
function linesOf({ lines, matches }: Run): Line[] {
  const chosen = matches.flatMap(({ same, other, removal }) => [same, other, ...(removal ? [removal] : [])]);
  return [...new Set([...lines, ...chosen])];
}
