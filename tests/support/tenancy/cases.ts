import type { ErrorCode } from "@/lib/errors";
import type { Permission } from "@/lib/permissions";
import type { World } from "./world";

/**
 * How a call ends that is made in the caller's own place with the ids of someone else's things: refused with a code,
 * or `own`: it works, on what is the caller's own only.
 */
export type Outcome = ErrorCode | "own";

/**
 * A verb of `lib` called by a stranger with the victim's ids. In `own`, `call` may change what belongs to the stranger.
 * `trusted` is for what only our own worker calls, with a context it made itself: the reason says so.
 */
export type VerbCase =
  | {
      outcome: Outcome;
      /** How it ends for another workspace of the victim's organization, where that differs. */
      beside?: Outcome;
      call: (stranger: World, victim: World) => Promise<unknown>;
    }
  | { trusted: string };

/** A server action. `input` is valid, and refers to the victim's data. */
export type ActionCase =
  | { scope: "org" | "workspace"; can: Permission; outcome: Outcome; input: (victim: World) => unknown }
  | { scope: "account"; outcome: Outcome; input: (victim: World) => unknown }
  | { scope: "public"; reason: string };

export type RouteRequest = {
  url: string;
  params?: Record<string, string>;
  body?: string;
  headers?: Record<string, string>;
};

/** A method of a route handler. `request` gives one to `place`, about `things`. */
export type RouteCase =
  | {
      scope: "org" | "workspace";
      can: Permission;
      outcome: Outcome;
      request: (place: World, things: World) => RouteRequest;
    }
  /** Of programs: no browser gets in, and tests/db/api/operations.test.ts replays what it leads to. */
  | { scope: "token"; request: (place: World, things: World) => RouteRequest }
  | { scope: "public"; reason: string };

export type OperationRequest = { path: string; body?: unknown; headers?: Record<string, string> };

/** An operation of the API. `request` gives one in the workspace of `place`, about `things`. */
export type OperationCase = {
  /** How it ends in the caller's own place with the ids of someone else's things. */
  outcome: Outcome;
  request: (place: World, things: World) => OperationRequest;
  /** What it needs to work for the world itself, where that is not there: gives what differs in the request. */
  prepare?: (world: World) => Promise<Partial<OperationRequest>>;
};

/** What a file in tests/db/tenancy exports: names of verbs and actions; for routes the file and the method. */
export type Cases = {
  verbs?: Record<string, VerbCase>;
  actions?: Record<string, ActionCase>;
  routes?: Record<string, RouteCase>;
  operations?: Record<string, OperationCase>;
};
