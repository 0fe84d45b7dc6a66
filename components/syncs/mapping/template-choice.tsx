"use client";

import { LayoutTemplate } from "lucide-react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { type MappingTemplate, TEMPLATES } from "@/lib/syncs/propose/templates";

/** The templates for a mapping. */
export function TemplateChoice({ onChoose }: { onChoose: (template: MappingTemplate) => void }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline" size="sm">
          <LayoutTemplate aria-hidden="true" />
          Use template
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-80 max-w-[90vw]">
        {TEMPLATES.map((template) => (
          <DropdownMenuItem
            key={template.id}
            onSelect={() => onChoose(template)}
            className="flex-col items-start gap-0.5"
          >
            <span className="font-medium">{template.name}</span>
            <span className="text-muted-foreground text-xs">{template.description}</span>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
