import { Environment } from "@marcbachmann/cel-js";
import type { JobEvent } from "@/drizzle/schema/job-events";

/** What an expression may name: the event that started the run, and for `cancelOn` the one that arrived (`async`). */
type Variables = { event: JobEvent; async?: JobEvent };

const environment = new Environment({ unlistedVariablesAreDyn: true });
const compiled = new Map<string, (variables: Variables) => unknown>();

/** Compiles a CEL expression, once. Throws if it is not one. */
export function compile(expression: string): (variables: Variables) => unknown {
  const known = compiled.get(expression);
  if (known) return known;
  const parsed = environment.parse(expression);
  compiled.set(expression, parsed);
  return parsed;
}

/** Whether the expression is true; one that names a field the event does not have is not. */
export function isTrue(expression: string, variables: Variables): boolean {
  return evaluate(expression, variables) === true;
}

/** The value of a concurrency key, as text. One that can't be evaluated is `<nil>`, as on Inngest's server. */
export function keyOf(expression: string, variables: Variables): string {
  const value = evaluate(expression, variables);
  return value === undefined || value === null ? "<nil>" : String(value);
}

function evaluate(expression: string, variables: Variables): unknown {
  const run = compile(expression);
  try {
    return run(variables);
  } catch {
    // A missing field throws in CEL. To the server that means "no value", and so does it here.
    return undefined;
  }
}
