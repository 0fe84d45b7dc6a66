import pino from "pino";
import { env } from "@/lib/env";

/** Ids and counts. Never an address, a name, a cell value or a secret. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export type Log = {
  debug: (event: string, fields?: LogFields) => void;
  info: (event: string, fields?: LogFields) => void;
  warn: (event: string, fields?: LogFields) => void;
  error: (event: string, fields?: LogFields & { err?: never }, cause?: unknown) => void;
};

/** A log that says `name` in each line. Events are dotted and factual, such as `sync.apply.done`. */
export function createLog(name: string): Log {
  const logger = pino({ name, level: env().LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    debug: (event, fields) => logger.debug(fields ?? {}, event),
    info: (event, fields) => logger.info(fields ?? {}, event),
    warn: (event, fields) => logger.warn(fields ?? {}, event),
    error: (event, fields, cause) => logger.error({ ...fields, ...describe(cause) }, event),
  };
}

/** Class, code and stack frames of an unknown error; its message may hold a customer's data and stays out. */
function describe(cause: unknown): Record<string, unknown> {
  if (!(cause instanceof Error)) return {};
  const code: unknown = "code" in cause ? cause.code : undefined;
  const frames = cause.stack?.split("\n").filter((line) => line.trimStart().startsWith("at "));
  return { error: cause.name, code, frames: frames?.slice(0, 8).map((frame) => frame.trim()) };
}
