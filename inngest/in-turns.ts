import type { GetStepTools, Inngest } from "inngest";
import { db } from "@/lib/db/client";
import { stepMs } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { openWorks } from "@/lib/jobs/works";
import { retrying } from "./retry";

// Next loads a module once for each kind of route; what is being worked on is the process's.
const shared = globalThis as typeof globalThis & { rollcallWorks?: ReturnType<typeof openWorks> };

/** A run of Inngest has at most 1,000 steps, and a function several pieces of work. */
const TURNS_MAX = 250;

type Run = { step: Pick<GetStepTools<Inngest.Any>, "run">; runId: string };

/**
 * A step whose work may take longer than one request may: as many steps of the same name as it needs, each of them
 * waiting for so long at most, while the process goes on with the work. With no limit it is one step.
 */
export async function inTurns<T extends object>(
  { step, runId }: Run,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  for (let turn = 0; turn < TURNS_MAX; turn++) {
    const given = await step.run(name, () => retrying(() => takeTurn(`${runId}:${name}`, work)));
    const result = plain<T | Unfinished>(given);
    if (!isUnfinished(result)) return result;
  }
  // Said here and not in a step: another attempt would only wait as long again.
  throw new AppError("internal", `The step ${name} took more than ${TURNS_MAX} requests.`);
}

/** `unfinished`: it goes on, and the next turn waits for it. */
type Unfinished = { unfinished: true };

async function takeTurn<T>(key: string, work: () => Promise<T>): Promise<T | Unfinished> {
  const ms = stepMs();
  if (ms === null) return work();
  shared.rollcallWorks ??= openWorks(db);
  const turn = await shared.rollcallWorks.attend(key, work, ms);
  return turn.more ? { unfinished: true } : turn.value;
}

/** What a step gives back has been JSON; work gives nothing that this would change. */
function plain<T>(given: unknown): T {
  return given as T;
}

function isUnfinished(result: object): result is Unfinished {
  return "unfinished" in result;
}
