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

/** The button beside a column, and what opens at the side: how its cells are read. */
export function SettingsSheet({ header, fills, children }: Props) {
  return (
    <Sheet>
      <SheetTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          aria-label={`How the column ${header} is read`}
          title="How it is read"
        >
          <SlidersHorizontal aria-hidden="true" />
        </Button>
      </SheetTrigger>
      <SheetContent>
        <SheetHeader>
          <SheetTitle className="wrap-anywhere">{header}</SheetTitle>
          <SheetDescription>How its cells become {fills}. Saved with the mapping.</SheetDescription>
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
