"use client";

import { CircleAlert, CircleCheck, Info, LoaderCircle, TriangleAlert } from "lucide-react";
import { useTheme } from "next-themes";
import { useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { connectToasts } from "@/components/patterns/toast";

/** `useFoot` says how high a bar at the bottom is. */
const ABOVE_FOOT = "calc(var(--foot, 0px) + 16px)";

const THEMES = { light: "light", dark: "dark" } as const;

export function Toaster() {
  const { resolvedTheme } = useTheme();
  // After Sonner's own effects, which are a child's: before those it would drop what it is given.
  useEffect(() => connectToasts(({ kind, title, options }) => void toast[kind](title, options)), []);
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? THEMES.dark : THEMES.light}
      // At the bottom, above the approval bar of a run: titles are at the top.
      position="bottom-right"
      offset={{ bottom: ABOVE_FOOT }}
      mobileOffset={{ bottom: ABOVE_FOOT }}
      closeButton
      duration={6000}
      icons={{
        success: <CircleCheck className="size-4 text-success" />,
        error: <CircleAlert className="size-4 text-danger" />,
        warning: <TriangleAlert className="size-4 text-held" />,
        info: <Info className="size-4 text-running" />,
        loading: <LoaderCircle className="size-4 animate-spin text-running" />,
      }}
      toastOptions={{
        classNames: {
          toast: "!items-start !rounded-lg !border-border !bg-popover !p-3 !text-foreground !shadow-pop",
          title: "!font-medium !text-sm",
          description: "!text-muted-foreground !text-sm",
          icon: "!mt-0.5",
          actionButton: "!h-7 !rounded-md !bg-secondary !px-2.5 !font-medium !text-foreground !text-xs",
          closeButton: "!size-6 !border-border !bg-popover !text-muted-foreground",
        },
      }}
    />
  );
}
