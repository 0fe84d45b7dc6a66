import { randomUUID } from "node:crypto";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { openAccount, openOrg, openWorkspace } from "@/lib/auth/open";
import type { AccountCtx, Ctx, WorkspaceCtx } from "@/lib/context";
import { AppError, type ErrorCode, isAppError } from "@/lib/errors";
import { createLog } from "@/lib/log";
import { may, type Permission } from "@/lib/permissions";
import { refuseUnstorable } from "@/lib/storable";

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

type Rules<S extends z.ZodType> = { can: Permission; input: S };

/** An action inside an organization. */
export function action<S extends z.ZodType, T>(
  { can, input }: Rules<S>,
  handler: (ctx: Ctx, input: z.output<S>) => Promise<T>,
): (scope: OrgScope, raw: z.input<S>) => Promise<ActionResult<T>> {
  return async (scope, raw) =>
    answer(async () => {
      const ctx = await openOrg(String(scope?.org));
      require(ctx, can);
      return handler(ctx, parse(input, raw));
    });
}

/** An action inside a workspace. */
export function workspaceAction<S extends z.ZodType, T>(
  { can, input }: Rules<S>,
  handler: (ctx: WorkspaceCtx, input: z.output<S>) => Promise<T>,
): (scope: WorkspaceScope, raw: z.input<S>) => Promise<ActionResult<T>> {
  return async (scope, raw) =>
    answer(async () => {
      const ctx = await openWorkspace(String(scope?.org), String(scope?.workspace));
      require(ctx, can);
      return handler(ctx, parse(input, raw));
    });
}

/** An action of a signed-in person outside any organization. */
export function accountAction<S extends z.ZodType, T>(
  { input }: { input: S },
  handler: (ctx: AccountCtx, input: z.output<S>) => Promise<T>,
): (raw: z.input<S>) => Promise<ActionResult<T>> {
  return async (raw) => answer(async () => handler(await openAccount(), parse(input, raw)));
}

/** An action of anybody. What it calls has to throttle by itself. */
export function publicAction<S extends z.ZodType, T>(
  { input }: { input: S },
  handler: (input: z.output<S>) => Promise<T>,
): (raw: z.input<S>) => Promise<ActionResult<T>> {
  return async (raw) => answer(async () => handler(parse(input, raw)));
}

function require(ctx: Ctx, can: Permission): void {
  if (may(ctx.role, can)) return;
  throw new AppError("forbidden", "Your role does not allow this.", {
    remedy: "Ask an owner of the organization for the admin role.",
    meta: { can, role: ctx.role },
  });
}

function parse<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  refuseUnstorable(raw);
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const fieldErrors: Record<string, string> = {};
  for (const issue of result.error.issues) fieldErrors[issue.path.join(".")] ??= issue.message;
  throw new AppError("invalid_input", "Some of what was entered can't be used.", { fieldErrors });
}

async function answer<T>(work: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, data: await work() };
  } catch (error) {
    // redirect() and notFound() are thrown, and are Next's to catch.
    unstable_rethrow(error);
    return { ok: false, error: describeError(error) };
  }
}

/** An error as its caller may see it. What is unexpected is logged, and named by a reference only. */
export function describeError(error: unknown): ActionError {
  if (isAppError(error) && error.code !== "internal") {
    const { code, message, remedy, fieldErrors } = error;
    return { code, message, remedy, fieldErrors };
  }
  const reference = randomUUID().slice(0, 8);
  createLog("web").error("action.failed", { reference }, error);
  return {
    code: "internal",
    message: "Something went wrong on our side, and nothing was changed.",
    remedy: `Try again. If it happens again, tell support the reference ${reference}.`,
    reference,
  };
}
