import type { Mapping } from "@/lib/model/mapping";
import { mappedTarget } from "@/lib/syncs/describe-target";

export type TemplateId = "standard" | "employees";

export type MappingTemplate = {
  id: TemplateId;
  name: string;
  description: string;
  mapping: Mapping;
};

const TEAMS = { kind: "teams", blank: "clear" } as const;

/** What a mapping can start from. First name and Last name are matched by their names in both. */
export const TEMPLATES: readonly MappingTemplate[] = [
  {
    id: "standard",
    name: "Standard",
    description: "ID, Email, First name, Last name, Mobile, and a column for each profile field.",
    mapping: { columns: {} },
  },
  {
    id: "employees",
    name: "Employees + managers",
    description:
      "UID, First name, Last name, Email address, Job title, Team(s); and a second file with UID and Team(s) for managers.",
    mapping: {
      columns: { UID: { kind: "id" }, "Email address": { kind: "email" }, "Team(s)": TEAMS },
      without: ["mobile"],
      managers: { columns: { UID: { kind: "id" }, "Team(s)": TEAMS } },
    },
  },
];

/** The template that a file's header fits and that its mapping does not follow yet; null when it needs none. */
export function fittingTemplate(headers: readonly string[], mapping: Mapping): MappingTemplate | null {
  const employees = TEMPLATES.find(({ id }) => id === "employees");
  const has = new Set(headers);
  const wanted = Object.keys(employees?.mapping.columns ?? {});
  const follows = wanted.every((header) => mappedTarget(mapping.columns, header) !== undefined);
  return employees && !has.has("ID") && wanted.every((header) => has.has(header)) && !follows
    ? employees
    : null;
}
