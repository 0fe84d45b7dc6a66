import { randomUUID } from "node:crypto";
import { refresh } from "next/cache";
import { unstable_rethrow } from "next/navigation";
import { after } from "next/server";
import type { z } from "zod";
import { openAccount, openOrg, openWorkspace } from "@/lib/auth/open";
import type { Later } from "@/lib/auth/portal/request-link";
import { openVisitor } from "@/lib/auth/visitor";
import type { AccountCtx, Ctx, VisitorCtx, WorkspaceCtx } from "@/lib/context";
import { supportContact } from "@/lib/env";
import { AppError, type ErrorCode, isAppError } from "@/lib/errors";
import { createLog } from "@/lib/log";
import { may, type Permission } from "@/lib/permissions";
import { refuseUnstorable } from "@/lib/refuse-unstorable";

/** What a server action answers: always a value, never a thrown error. */
export type ActionResult<T> = { ok: true; data: T } | { ok: false; error: ActionError };

export type ActionError = {
  code: ErrorCode;
  message: string;
  remedy?: string;
  fieldErrors?: Readonly<Record<string, string>>;
  /** Names the log line of an unexpected error. */
  reference?: string;
};

/** Slugs from the address bar. They choose; membership decides. */
export type OrgScope = { org: string };
export type WorkspaceScope = { org: string; workspace: string };

type Rules<S extends z.ZodType> = {
  input: S;
  /** Shows the page again once it worked, with what was changed. */
  refreshes?: boolean;
  /** Says a failure in the caller's language. */
  say?: (said: ActionError, error: unknown) => Promise<ActionError>;
};

/** `also`: for what does several things at once, such as to change a mapping and to start a run. */
type GatedRules<S extends z.ZodType> = Rules<S> & { can: Permission; also?: readonly Permission[] };

/** What an action does, with input that was checked. `later` runs what can wait once the answer is on its way. */
type Handler<C, S extends z.ZodType, T> = (ctx: C, input: z.output<S>, later: Later) => Promise<T>;

/**
 * An action inside an organization. `name` is that of the export, as the log names it when it fails. The other factories
 * take the same; none of their actions ever throws.
 */
export function action<S extends z.ZodType, T>(
  name: string,
  { can, also = [], input, refreshes }: GatedRules<S>,
  handler: Handler<Ctx, S, T>,
): (scope: OrgScope, raw: z.input<S>) => Promise<ActionResult<T>> {
  return async (scope, raw) =>
    answer({ name, refreshes }, async () => {
      const ctx = await openOrg(String(scope?.org));
      requirePermission(ctx, can);
      for (const other of also) requirePermission(ctx, other);
      return handler(ctx, parseInput(input, raw), after);
    });
}

/** An action inside a workspace. */
export function workspaceAction<S extends z.ZodType, T>(
  name: string,
  { can, also = [], input, refreshes }: GatedRules<S>,
  handler: Handler<WorkspaceCtx, S, T>,
): (scope: WorkspaceScope, raw: z.input<S>) => Promise<ActionResult<T>> {
  return async (scope, raw) =>
    answer({ name, refreshes }, async () => {
      const ctx = await openWorkspace(String(scope?.org), String(scope?.workspace));
      requirePermission(ctx, can);
      for (const other of also) requirePermission(ctx, other);
      return handler(ctx, parseInput(input, raw), after);
    });
}

type AccountRules<S extends z.ZodType> = Rules<S> & {
  /** Also for someone whom their organization's provider has signed in. It must change nothing of the account. */
  anySession?: boolean;
};

/**
 * An action of a signed-in person outside any organization. A session that an organization's provider opened reaches that
 * organization and not the account.
 */
export function accountAction<S extends z.ZodType, T>(
  name: string,
  { input, refreshes, anySession = false }: AccountRules<S>,
  handler: Handler<AccountCtx, S, T>,
): (raw: z.input<S>) => Promise<ActionResult<T>> {
  return async (raw) =>
    answer({ name, refreshes }, async () => {
      const account = await openAccount();
      if (!anySession && !account.reach.isFull) throw limitedSession();
      return handler(account, parseInput(input, raw), after);
    });
}

function limitedSession(): AppError {
  return new AppError("forbidden", "You signed in with your organization's provider, which opens it only.", {
    remedy:
      "Sign out, and sign in with your password to change your account. To set one, choose “Forgot your password?”.",
  });
}

/** An action that anyone may call. What it calls has to do its own throttling. */
export function publicAction<S extends z.ZodType, T>(
  name: string,
  { input, refreshes, say }: Rules<S>,
  handler: Handler<VisitorCtx, S, T>,
): (raw: z.input<S>) => Promise<ActionResult<T>> {
  return async (raw) =>
    answer({ name, refreshes, say }, async () => handler(await openVisitor(), parseInput(input, raw), after));
}

function requirePermission(ctx: Ctx, can: Permission): void {
  if (may(ctx, can)) return;
  throw new AppError("forbidden", "Your role does not allow this.", {
    remedy: "Ask an owner of the organization for the admin role.",
    meta: { can, role: ctx.role },
  });
}

/** Input as its schema has it. Throws `invalid_input`, each field with its own words. */
export function parseInput<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  refuseUnstorable(raw);
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const fieldErrors: Record<string, string> = {};
  for (const issue of result.error.issues) fieldErrors[issue.path.join(".")] ??= issue.message;
  throw new AppError("invalid_input", "Some of the values are not valid.", { fieldErrors });
}

async function answer<T>(
  { name, refreshes, say }: { name: string } & Pick<Rules<z.ZodType>, "refreshes" | "say">,
  work: () => Promise<T>,
): Promise<ActionResult<T>> {
  try {
    const data = await work();
    if (refreshes) refresh();
    return { ok: true, data };
  } catch (error) {
    // redirect() and notFound() are thrown, and are Next's to catch.
    unstable_rethrow(error);
    const said = describeError(error, { action: name });
    return { ok: false, error: say ? await say(said, error) : said };
  }
}

/**
 * An error as its caller may see it. What is unexpected is logged with the name of the action or the path of the route
 * that failed, and the caller only gets a reference.
 */
export function describeError(error: unknown, failed: { action: string } | { route: string }): ActionError {
  if (isAppError(error) && error.code !== "internal") {
    const { code, message, remedy, fieldErrors } = error;
    return { code, message, remedy, fieldErrors };
  }
  const reference = randomUUID().slice(0, 8);
  createLog("web").error(
    "action" in failed ? "action.failed" : "route.failed",
    { ...failed, reference },
    error,
  );
  return {
    code: "internal",
    message: "Something went wrong on our side. Nothing was changed.",
    remedy: `Try again. If it happens again, send the reference ${reference} to ${supportContact()}.`,
    reference,
  };
}
