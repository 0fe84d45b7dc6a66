import { performance } from "node:perf_hooks";
import type { WorkspaceCtx } from "@/lib/context";
import { conditionsOf } from "@/lib/model/rule";
import { heldOf } from "@/lib/user-columns/held";
import type { UserFilter } from "@/lib/users/filters";
import { listUsers } from "@/lib/users/list";
import type { UserQuery, UserSort } from "@/lib/users/query";
import { countUsers } from "@/lib/users/read";
import { inRounds, median } from "./bench";
import type { NamedRule } from "./list-people";

export type Asked = { name: string; query: UserQuery; sort: UserSort };
export type Answered = { name: string; users: number; count: number[]; page: number[] };

/** Everybody in each order, and each condition of the rules, and of texts that nearly everyone has another of, by name. */
export function tablesOf(rules: readonly NamedRule[], fieldIds: readonly number[]): Asked[] {
  const query = (...filters: UserFilter[]): UserQuery => ({
    ...{ search: "", state: "active", source: null, filters },
  });
  const sorts = ["name", "added", "email", "role", "csvId", "source", "teams"];
  const text = (part: "email" | "lastName", op: "contains" | "starts_with", words: string) => ({
    ...{ on: "text" as const, part, op, text: words },
  });
  const conditions = rules.flatMap(({ rule }) => conditionsOf(rule));
  const [some] = conditions;
  const texts = [
    text("email", "contains", "n.1777"),
    text("email", "starts_with", "PERSON.99"),
    text("lastName", "contains", "korhonen 12"),
  ];
  return [
    ...[...sorts, ...fieldIds.map((id) => `field-${id}`)].flatMap((by) =>
      [by, `-${by}`].map((sort) => ({ name: `all by ${sort}`, query: query(), sort })),
    ),
    ...[...conditions, ...texts].map((one) => ({
      ...{ name: `${one.on} ${one.op}`, query: query(one), sort: "name" },
    })),
    ...texts.flatMap((one) => (some ? [{ name: "two", query: query(some, one), sort: "-added" }] : [])),
  ];
}

/**
 * Times how many users a filter finds, and their first page. Before each, `disturb` changes somebody, as happens to a table
 * that is in use.
 */
export async function timeTables(
  ctx: WorkspaceCtx,
  asked: readonly Asked[],
  { times, disturb }: { times: number; disturb: () => Promise<void> },
): Promise<Answered[]> {
  const answered: Answered[] = [];
  for (const { name, query, sort } of asked) {
    const counted = () => countUsers(ctx, query);
    const listed = () => listUsers(ctx, query, { sort, cursor: null });
    const { count: users } = await counted();
    await listed();
    await loaded(ctx);
    const after = async (work: () => Promise<unknown>) => {
      await disturb();
      return ms(work);
    };
    const count = await inRounds(times, () => after(counted));
    answered.push({ name, users, count, page: await inRounds(times, () => after(listed)) });
  }
  return answered;
}

/** Until what was asked for is in memory. */
export async function loaded(ctx: WorkspaceCtx): Promise<void> {
  while (heldOf(ctx).loading) await heldOf(ctx).loading;
}

export async function ms(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

export function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
}

/** For people: the slowest, worst first. */
export function slowest(answered: readonly Answered[], what: "count" | "page") {
  return answered
    .map((one) => ({ name: one.name, ms: median(one[what]) }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, 8);
}
