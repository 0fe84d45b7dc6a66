"use client";

import { Moon, Sun } from "lucide-react";
import { ThemeChoices, type ThemeWords } from "@/components/patterns/theme-choices";
import { Button } from "@/components/ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from "@/components/ui/dropdown-menu";

export function ThemeButton({ words }: { words: ThemeWords & { theme: string } }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={words.theme} className="text-muted-foreground">
          <Sun className="dark:hidden" aria-hidden="true" />
          <Moon className="hidden dark:block" aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <ThemeChoices words={words} />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
