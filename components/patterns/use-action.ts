"use client";

import { unstable_rethrow } from "next/navigation";
import { useState, useTransition } from "react";
import { toast } from "sonner";
import { UNREACHABLE } from "@/components/patterns/action-error";
import { askPassword } from "@/components/patterns/ask-password";
import type { ActionError, ActionResult } from "@/lib/action";

/** What of a react-hook-form form is used: written as methods, so that a form of any shape fits. */
type AnyForm = {
  setError(name: string, error: { type: string; message: string }): void;
  getValues(): unknown;
  reset(values: unknown): void;
};

type Options<T> = {
  /** Receives the errors of single fields; counts as saved (no longer dirty) on success. */
  form?: AnyForm;
  /** A toast once it worked. */
  success?: string | ((data: T) => string);
  onDone?: (data: T) => void;
  /** Shows no toast for an error: the caller shows `error` itself. */
  quiet?: boolean;
};

/** Calls a server action: `run` takes the action's own arguments and gives its result, never throws. */
export function useAction<A extends unknown[], T>(
  action: (...args: A) => Promise<ActionResult<T>>,
  options: Options<T> = {},
) {
  const [pending, startTransition] = useTransition();
  const [error, setError] = useState<ActionError | null>(null);

  function attempt(args: A, isLast: boolean): Promise<ActionResult<T>> {
    return new Promise((resolve) => {
      startTransition(async () => {
        const result = await call(action, args);
        if (isLast || !needsPassword(result)) finish(result);
        resolve(result);
      });
    });
  }

  async function run(...args: A): Promise<ActionResult<T>> {
    const result = await attempt(args, false);
    if (!needsPassword(result)) return result;
    // Not inside the transition: React ends none while another one goes on, so that of the dialog would never end.
    if (await askPassword()) return attempt(args, true);
    finish(result);
    return result;
  }

  function finish(result: ActionResult<T>): void {
    setError(result.ok ? null : result.error);
    if (result.ok) settle(result.data, options);
    else complain(result.error, options);
  }

  return { run, pending, error, clear: () => setError(null) };
}

async function call<A extends unknown[], T>(
  action: (...args: A) => Promise<ActionResult<T>>,
  args: A,
): Promise<ActionResult<T>> {
  try {
    return await action(...args);
  } catch (thrown) {
    // A redirect is Next's to follow.
    unstable_rethrow(thrown);
    return { ok: false, error: UNREACHABLE };
  }
}

/** What is sensitive asks for the password once more, and is then tried again. */
function needsPassword(result: ActionResult<unknown>): boolean {
  return !result.ok && result.error.code === "confirm_needed";
}

function settle<T>(data: T, { form, success, onDone }: Options<T>): void {
  form?.reset(form.getValues());
  if (success) toast.success(typeof success === "function" ? success(data) : success);
  onDone?.(data);
}

function complain<T>(error: ActionError, { form, quiet }: Options<T>): void {
  const fields = Object.entries(error.fieldErrors ?? {});
  // The root error keeps react-hook-form from calling the submission a success.
  form?.setError("root.server", { type: "server", message: error.message });
  for (const [name, message] of fields) form?.setError(name, { type: "server", message });
  if (quiet) return;
  const details = form ? undefined : fields[0]?.[1];
  toast.error(error.message, { description: error.remedy ?? details, duration: 10_000 });
}
