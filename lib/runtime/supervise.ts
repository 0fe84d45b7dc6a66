import { type Begun, begin } from "@/lib/runtime/begin";
import { Interrupted, listenForInterrupt } from "@/lib/runtime/interrupt";
import type { Options } from "@/lib/runtime/options";
import { terminal } from "@/lib/runtime/terminal";

/**
 * Runs Rollcall until it is asked to stop: database, migrations, worker, pages, web, each when the one before is
 * ready; then ends them in the other order. Gives the exit code.
 */
export async function supervise(options: Options): Promise<number> {
  const begun: Begun[] = [];
  const hard = () => {
    for (const { kill } of begun) kill?.();
    process.exit(130);
  };
  const interrupt = listenForInterrupt({ underNpm: Boolean(options.inherited.npm_lifecycle_event), hard });
  let failure: Error | undefined;
  const fail = (error: Error) => {
    failure ??= error;
    interrupt.stop();
  };
  try {
    await begin({ options, begun, signal: interrupt.signal, fail });
    await interrupt.requested;
    terminal.say("Stopping …");
  } catch (error) {
    if (!(interrupt.signal.aborted && isAbort(error))) failure ??= asError(error);
  }
  for (const { stop } of begun.reverse())
    await stop().catch((error) => terminal.warn(explain(asError(error))));
  if (!failure) terminal.say("Stopped.");
  else terminal.warn(`Rollcall stopped: ${explain(failure)}`);
  return failure ? 1 : 0;
}

function isAbort(error: unknown): boolean {
  return error instanceof Interrupted || (error instanceof Error && error.name === "AbortError");
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** The sentence and, below it, what it came from. */
export function explain(error: Error): string {
  const cause = error.cause instanceof Error ? `\n    (${error.cause.message})` : "";
  return `${error.message}${cause}`;
}
