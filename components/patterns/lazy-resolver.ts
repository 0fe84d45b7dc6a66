import type { FieldErrors, FieldValues, Resolver } from "react-hook-form";
import type { z } from "zod";
import { UNREACHABLE } from "@/components/patterns/action-error";
import { whenIdle } from "@/components/patterns/deferred";
import { sayUnreachable } from "@/components/patterns/say-unreachable";

type Load<I, O> = () => Promise<z.ZodType<O, I>>;

/**
 * Checks a form by the schema that `load` imports. Neither the schema nor zod is part of the page's first load: both are
 * loaded once the browser is idle, or when the form is first checked.
 */
export function lazyResolver<I extends FieldValues, O>(load: Load<I, O>): Resolver<I, unknown, O> {
  return onceLoaded(async () => {
    const [{ zodResolver }, schema] = await Promise.all([import("@hookform/resolvers/zod"), load()]);
    return zodResolver(schema);
  });
}

/** The same for a form that is sent as it was typed: what the schema makes of the values is left to the action. */
export function lazyRawResolver<I extends FieldValues, O>(load: Load<I, O>): Resolver<I, unknown, I> {
  return onceLoaded(async () => {
    const [{ zodResolver }, schema] = await Promise.all([import("@hookform/resolvers/zod"), load()]);
    return zodResolver(schema, undefined, { raw: true });
  });
}

function onceLoaded<I extends FieldValues, O>(
  load: () => Promise<Resolver<I, unknown, O>>,
): Resolver<I, unknown, O> {
  let loading: Promise<Resolver<I, unknown, O>> | null = null;

  async function once(): Promise<Resolver<I, unknown, O>> {
    loading ??= load();
    try {
      return await loading;
    } catch (cause) {
      // The next check tries again.
      loading = null;
      throw cause;
    }
  }

  whenIdle(() => void once().catch(() => {}));
  return async (values, context, options) => {
    const resolver = await once().catch(() => null);
    if (resolver) return resolver(values, context, options);
    sayUnreachable();
    return { values: {}, errors: notChecked<I>() };
  };
}

/** An error of the whole form, so that it isn't sent. Every form can have one, whatever its fields are. */
function notChecked<I extends FieldValues>(): FieldErrors<I> {
  return { root: { type: "unreachable", message: UNREACHABLE.message } } as FieldErrors<I>;
}
