import type { Logger } from "inngest";
import { createLog } from "@/lib/log";

/** The SDK's own log lines in our log: its texts are constants, but an error's message may hold a customer's data. */
export function sdkLog(): Logger {
  const log = createLog("inngest");
  return {
    debug: (...args) => log.debug("inngest.sdk", { text: textOf(args) }),
    info: (...args) => log.info("inngest.sdk", { text: textOf(args) }),
    warn: (...args) => log.warn("inngest.sdk", { text: textOf(args) }),
    error: (...args) => log.error("inngest.sdk", { text: textOf(args) }, errorOf(args)),
  };
}

function textOf(args: readonly unknown[]): string | undefined {
  const text = args.find((arg) => typeof arg === "string");
  return typeof text === "string" ? text : undefined;
}

function errorOf(args: readonly unknown[]): unknown {
  const [first] = args;
  return typeof first === "object" && first !== null && "err" in first ? first.err : first;
}
