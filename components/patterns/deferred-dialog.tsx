"use client";

import type { ComponentType } from "react";
import { type DeferOptions, deferred, useDeferred } from "@/components/patterns/deferred";
import { sayUnreachable } from "@/components/patterns/say-unreachable";

type Dialog = {
  /** Left out by a dialog that is rendered only while it is open. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  onClose?: () => void;
};

/** The dialog that `load` imports, to be used like it: it opens once its script is here. */
export function deferDialog<P extends Dialog>(
  load: () => Promise<ComponentType<P>>,
  options?: DeferOptions,
): ComponentType<P> {
  const dialog = deferred(load, options);
  // biome-ignore lint/correctness/noComponentHookFactories: called once for a file, as React.lazy is
  return function DeferredDialog(props: P) {
    const Shown = useDeferred(dialog, props.open ?? true, () => {
      props.onOpenChange?.(false);
      props.onClose?.();
      sayUnreachable();
    });
    return Shown ? <Shown {...props} /> : null;
  };
}
