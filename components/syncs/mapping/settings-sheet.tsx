"use client";

import { SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import {
  Sheet,
  SheetClose,
  SheetContent,
  SheetDescription,
  SheetFooter,
  SheetHeader,
  SheetTitle,
  SheetTrigger,
} from "@/components/ui/sheet";

type Props = { header: string; fills: string; children: ReactNode };

/** The button beside a column that opens the sheet with its settings. */
export function SettingsSheet({ header, fills, children }: Props) {
  return (
    <Sheet>
      <SheetTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          aria-label={`Settings of column ${header}`}
          title="Column settings"
        >
          <SlidersHorizontal aria-hidden="true" />
        </Button>
      </SheetTrigger>
      <SheetContent>
        <SheetHeader>
          <SheetTitle className="wrap-anywhere">{header}</SheetTitle>
          <SheetDescription>How its cells are converted to {fills}. Saved with the mapping.</SheetDescription>
        </SheetHeader>
        <div className="grid content-start gap-5 overflow-y-auto p-4">{children}</div>
        <SheetFooter>
          <SheetClose asChild>
            <Button>Done</Button>
          </SheetClose>
        </SheetFooter>
      </SheetContent>
    </Sheet>
  );
}
