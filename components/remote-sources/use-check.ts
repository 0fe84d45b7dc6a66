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

/** Runs the check at `url` immediately, and again on demand. Reports each stage as it ends. Leaving the page stops it. */
export function useCheck(url: string, onEnd: () => void): CheckProgress & { again: () => void } {
  const [progress, setProgress] = useState<CheckProgress>(START);
  const [turn, setTurn] = useState(0);
  const ended = useRef(onEnd);
  ended.current = onEnd;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn is a new check
  useEffect(() => {
    const controller = new AbortController();
    setProgress(START);
    // Delayed, because React mounts twice in development, and each check is a connection to a customer's server.
    const timer = setTimeout(async () => {
      await follow(url, controller.signal, (event) => setProgress((before) => after(before, event)));
      if (!controller.signal.aborted) ended.current();
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

async function follow(url: string, signal: AbortSignal, tell: (event: CheckEvent) => void): Promise<void> {
  try {
    const response = await fetch(url, { method: "POST", signal });
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
    if (!signal.aborted) tell({ kind: "error", error: UNREACHABLE });
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
