import { isUnique, type Looks, type Role, sameLooks, type User } from "./model";
import type { World } from "./runs";

/** What members do by hand. Each gives whether the product has to allow it. */
export function edit(world: World, key: number, change: Partial<Looks> & { role?: Role }): boolean {
  const { role, ...looks } = change;
  const user = world.users.find((one) => one.key === key);
  if (!user) return false;
  const after = { ...user, looks: possible(world, { ...user.looks, ...looks }), role: role ?? user.role };
  if (after.role === user.role && sameLooks(after.looks, user.looks)) return true;
  return write(world, after);
}

export function setActive(world: World, key: number, active: boolean): boolean {
  const user = world.users.find((one) => one.key === key);
  if (!user) return false;
  const goneAt = active ? user.goneAt : world.log.length;
  return user.active === active || write(world, { ...user, active, goneAt });
}

export function add(world: World, looks: Looks, role: Role): boolean {
  const key = Math.max(0, ...world.users.map((user) => user.key)) + 1;
  const made = { key, id: null, sync: null, csvId: null, role, active: true, touched: 0, goneAt: 0 };
  return write(world, { ...made, looks: possible(world, looks) });
}

/** Nobody gets a value of a field, or a level, that there is not. */
function possible({ hasTeamField, levels }: World, looks: Looks): Looks {
  const { team, level } = looks;
  return { ...looks, team: hasTeamField ? team : "", level: levels.includes(level) ? level : "" };
}

function write(world: World, after: User): boolean {
  const users = world.users.filter(({ key }) => key !== after.key);
  const next = [...users, { ...after, touched: after.touched + 1 }].sort((a, b) => a.key - b.key);
  if (!isUnique(next)) return false;
  world.users = next;
  world.log.push({ user: after.key, by: "hand" });
  return true;
}
