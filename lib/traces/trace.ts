/** Facts about a span: ids, counts, states and routes. What `only-known.ts` does not know never leaves the process. */
export type Facts = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** An execution of a job function. Its calls, of any process, make the same span of it. */
export type Job = {
  /** Of the execution. */
  id: string;
  /** Of the function. */
  name: string;
  /** When it was asked for, in milliseconds. */
  askedAt: number;
  /** `traceparent` of what asked for it; null for nothing. */
  carried: string | null;
  facts: Facts;
};

/** What is on when traces are. */
export type Traces = {
  /** Begins a trace. */
  session: <T>(name: string, facts: Facts, work: () => Promise<T>) => Promise<T>;
  /** A part of what is being traced; outside of that only the work. */
  part: <T>(name: string, facts: Facts, work: () => Promise<T>) => Promise<T>;
  /** The same for SQL, of which a trace has at most so many. */
  statement: <T>(name: string, facts: Facts, work: () => Promise<T>) => Promise<T>;
  step: <T>(job: Job, facts: Facts, work: () => Promise<T>) => Promise<T>;
  endJob: (job: Job, facts: Facts, error?: unknown) => void;
  /** `traceparent` of what is being traced, for a job that it asks for; null for none. */
  carried: () => string | null;
  /** Sends what there is, and waits for that, but not for long. */
  stop: () => Promise<void>;
};

// Next has modules of a process more than once; what is traced is one.
const shared = globalThis as typeof globalThis & { rollcallTraces?: Traces };

/** Null while traces are off. */
export function traces(): Traces | null {
  return shared.rollcallTraces ?? null;
}

export function setTraces(on: Traces): void {
  shared.rollcallTraces = on;
}

/** Does `work` as a named part of what is being traced. With traces off this is a call of `work`. */
export function traced<T>(name: string, work: () => Promise<T>, facts: Facts = {}): Promise<T> {
  const on = traces();
  return on ? on.part(name, facts, work) : work();
}

/** Does `work` as a trace of its own. */
export function tracedSession<T>(name: string, facts: Facts, work: () => Promise<T>): Promise<T> {
  const on = traces();
  return on ? on.session(name, facts, work) : work();
}
