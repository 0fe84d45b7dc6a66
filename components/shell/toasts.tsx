"use client";

import { useEffect, useState } from "react";
import { deferred, useDeferred } from "@/components/patterns/deferred";
import { onWaitingToast } from "@/components/patterns/toast";

const toaster = deferred(async () => (await import("@/components/patterns/toaster")).Toaster);

/** Where toasts appear; what shows them is loaded after the page. */
export function Toasts() {
  const [isWaiting, setIsWaiting] = useState(false);
  useEffect(() => onWaitingToast(() => setIsWaiting(true)), []);
  // Asked for again by the next toast.
  const Toaster = useDeferred(toaster, isWaiting, () => setIsWaiting(false));
  return Toaster ? <Toaster /> : null;
}
