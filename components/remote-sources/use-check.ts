"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { UNREACHABLE } from "@/components/patterns/action-error";
import type { CheckStage } from "@/drizzle/schema/remote-sources";
import type { ActionError } from "@/lib/action";
import { unreachable } from "@/lib/errors";
import type { CheckEvent, CheckOutcome } from "@/lib/remote-sources/check";

type CheckProgress = {
  running: boolean;
  stages: readonly CheckStage[];
  outcome: CheckOutcome | null;
  error: ActionError | null;
};

const START: CheckProgress = { running: true, stages: [], outcome: null, error: null };

type Check = {
  url: string;
  /** What is checked, for what isn't stored. */
  body?: unknown;
  /** Called when it ends, unless the page was left. */
  onEnd: (progress: Pick<CheckProgress, "outcome" | "error">) => void;
};

/** Runs a check immediately, and again on demand. Reports each stage as it ends. Leaving the page stops it. */
export function useCheck({ url, body, onEnd }: Check): CheckProgress & { again: () => void } {
  const [progress, setProgress] = useState<CheckProgress>(START);
  const [turn, setTurn] = useState(0);
  const ended = useRef(onEnd);
  ended.current = onEnd;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn is a new check, of the values it began with
  useEffect(() => {
    const controller = new AbortController();
    setProgress(START);
    // Delayed, because React mounts twice in development, and each check is a connection to a customer's server.
    const timer = setTimeout(async () => {
      let progress = START;
      const init: RequestInit = { method: "POST", signal: controller.signal };
      if (body !== undefined) init.body = JSON.stringify(body);
      await follow(url, init, (event) => {
        progress = after(progress, event);
        setProgress(progress);
      });
      if (!controller.signal.aborted) ended.current(progress);
    });
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [url, turn]);

  const again = useCallback(() => setTurn((count) => count + 1), []);
  return { ...progress, again };
}

function after(before: CheckProgress, event: CheckEvent): CheckProgress {
  switch (event.kind) {
    case "stage":
      return { ...before, stages: [...before.stages, event.stage] };
    case "outcome":
      return { ...before, running: false, stages: event.outcome.result.stages, outcome: event.outcome };
    case "error":
      return { ...before, running: false, error: event.error };
    default:
      return unreachable(event);
  }
}

async function follow(url: string, init: RequestInit, tell: (event: CheckEvent) => void): Promise<void> {
  try {
    const response = await fetch(url, init);
    if (!response.ok || !response.body) {
      const answer: { error?: ActionError } = await response.json();
      return tell({ kind: "error", error: answer.error ?? UNREACHABLE });
    }
    let last: CheckEvent | null = null;
    for await (const line of lines(response.body)) {
      // Our own route writes the lines, one event each.
      last = JSON.parse(line) as CheckEvent;
      tell(last);
    }
    if (last === null || last.kind === "stage") tell({ kind: "error", error: UNREACHABLE });
  } catch {
    if (!init.signal?.aborted) tell({ kind: "error", error: UNREACHABLE });
  }
}

async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const parts = (rest + decoder.decode(value, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    yield* parts.filter((part) => part !== "");
  }
  if (rest !== "") yield rest;
}
