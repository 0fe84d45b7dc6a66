"use client";

import { unstable_rethrow } from "next/navigation";
import { useState, useTransition } from "react";
import { UNREACHABLE } from "@/components/patterns/action-error";
import { askPassword } from "@/components/patterns/ask-password";
import { toast } from "@/components/patterns/toast";
import type { ActionError, ActionResult } from "@/lib/action";

/** The used part of a react-hook-form form. Declared as methods, so that a form with any values is assignable. */
type AnyForm = {
  setError(name: string, error: { type: string; message: string }): void;
  getValues(): unknown;
  reset(values: unknown): void;
};

type Options<T> = {
  /** Gets the field errors on failure, and is no longer dirty after success. */
  form?: AnyForm;
  /** The toast after success. */
  success?: string | ((data: T) => string);
  onDone?: (data: T) => void;
  /** Shows no toast on failure: the caller shows `error`. */
  quiet?: boolean;
  /** What is said when there was no answer, for a page that is not in English. */
  unreachable?: ActionError;
};

/** Calls a server action: `run` takes the action's arguments and returns its result; it never throws. */
export function useAction<A extends unknown[], T>(
  action: (...args: A) => Promise<ActionResult<T>>,
  options: Options<T> = {},
) {
  const [pending, startTransition] = useTransition();
  const [error, setError] = useState<ActionError | null>(null);

  function attempt(args: A, isLast: boolean): Promise<ActionResult<T>> {
    return new Promise((resolve) => {
      startTransition(async () => {
        const result = await call(action, args, options.unreachable);
        if (isLast || !needsPassword(result)) finish(result);
        resolve(result);
      });
    });
  }

  async function run(...args: A): Promise<ActionResult<T>> {
    const result = await attempt(args, false);
    if (!needsPassword(result)) return result;
    // Outside the transition: React finishes all transitions together, so the dialog's would never end inside this one.
    if (await askPassword()) return attempt(args, true);
    finish(result);
    return result;
  }

  function finish(result: ActionResult<T>): void {
    setError(result.ok ? null : result.error);
    if (result.ok) handleSuccess(result.data, options);
    else showError(result.error, options);
  }

  return { run, pending, error, clear: () => setError(null) };
}

async function call<A extends unknown[], T>(
  action: (...args: A) => Promise<ActionResult<T>>,
  args: A,
  unreachable: ActionError = UNREACHABLE,
): Promise<ActionResult<T>> {
  try {
    return await action(...args);
  } catch (thrown) {
    // Next handles redirects.
    unstable_rethrow(thrown);
    return { ok: false, error: unreachable };
  }
}

/** Sensitive actions ask for the password, then run again. */
function needsPassword(result: ActionResult<unknown>): boolean {
  return !result.ok && result.error.code === "confirm_needed";
}

function handleSuccess<T>(data: T, { form, success, onDone }: Options<T>): void {
  form?.reset(form.getValues());
  if (success) toast.success(typeof success === "function" ? success(data) : success);
  onDone?.(data);
}

function showError<T>(error: ActionError, { form, quiet, unreachable }: Options<T>): void {
  const fields = Object.entries(error.fieldErrors ?? {});
  // Without a root error, react-hook-form counts the submission as a success.
  form?.setError("root.server", { type: "server", message: error.message });
  for (const [name, message] of fields) form?.setError(name, { type: "server", message });
  const isSignedOut = error.code === "unauthenticated" && !unreachable;
  if (isSignedOut) saySignedOut(error.message);
  if (quiet || isSignedOut) return;
  const details = form ? undefined : fields[0]?.[1];
  toast.error(error.message, { description: error.remedy ?? details, duration: 10_000 });
}

/** The session has ended: signing in again happens in another tab, so that nothing entered here is lost. */
function saySignedOut(message: string): void {
  const here = `${window.location.pathname}${window.location.search}`;
  toast.error(message, {
    description:
      "Sign in again in a new tab, then come back and repeat the step. What you entered stays here.",
    duration: Number.POSITIVE_INFINITY,
    action: {
      label: "Sign in again",
      onClick: () => window.open(`/sign-in?next=${encodeURIComponent(here)}`, "_blank", "noopener"),
    },
  });
}
