"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { DropdownMenuRadioGroup, DropdownMenuRadioItem } from "@/components/ui/dropdown-menu";

export type ThemeWords = { system: string; light: string; dark: string };

const ENGLISH: ThemeWords = { system: "System", light: "Light", dark: "Dark" };

/** The theme choices of a menu: system, light, dark. */
export function ThemeChoices({ words = ENGLISH }: { words?: ThemeWords }) {
  const { theme = "system", setTheme } = useTheme();
  return (
    <DropdownMenuRadioGroup value={theme} onValueChange={setTheme}>
      <DropdownMenuRadioItem value="system">
        <Monitor aria-hidden="true" />
        {words.system}
      </DropdownMenuRadioItem>
      <DropdownMenuRadioItem value="light">
        <Sun aria-hidden="true" />
        {words.light}
      </DropdownMenuRadioItem>
      <DropdownMenuRadioItem value="dark">
        <Moon aria-hidden="true" />
        {words.dark}
      </DropdownMenuRadioItem>
    </DropdownMenuRadioGroup>
  );
}
