"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { DropdownMenuRadioGroup, DropdownMenuRadioItem } from "@/components/ui/dropdown-menu";

/** The theme choices of a menu: system, light, dark. */
export function ThemeChoices() {
  const { theme = "system", setTheme } = useTheme();
  return (
    <DropdownMenuRadioGroup value={theme} onValueChange={setTheme}>
      <DropdownMenuRadioItem value="system">
        <Monitor aria-hidden="true" />
        System
      </DropdownMenuRadioItem>
      <DropdownMenuRadioItem value="light">
        <Sun aria-hidden="true" />
        Light
      </DropdownMenuRadioItem>
      <DropdownMenuRadioItem value="dark">
        <Moon aria-hidden="true" />
        Dark
      </DropdownMenuRadioItem>
    </DropdownMenuRadioGroup>
  );
}
