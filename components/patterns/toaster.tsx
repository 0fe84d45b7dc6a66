"use client";

import { CircleAlert, CircleCheck, Info, LoaderCircle, TriangleAlert } from "lucide-react";
import { useTheme } from "next-themes";
import { useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { connectToasts } from "@/components/patterns/toast";

const THEMES = { light: "light", dark: "dark" } as const;

export function Toaster() {
  const { resolvedTheme } = useTheme();
  // After Sonner's own effects, which are a child's: before those it would drop what it is given.
  useEffect(() => connectToasts(({ kind, title, options }) => void toast[kind](title, options)), []);
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? THEMES.dark : THEMES.light}
      // At the top, below the top bar: the bottom has the approval bar of a run.
      position="top-center"
      offset={{ top: 60 }}
      mobileOffset={{ top: 60 }}
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
          closeButton: "!border-border !bg-popover !text-muted-foreground",
        },
      }}
    />
  );
}
