import { BYTE_ORDER_MARK, csvLines } from "@/lib/csv/csv";
import { FIELD_KINDS } from "@/lib/field-kinds/registry";
import type { ProfileField } from "@/lib/model/field";
import type { ColumnTarget, ManagersTarget, Mapping, StandardTarget } from "@/lib/model/mapping";
import { STANDARD_HEADERS, STANDARD_TARGETS } from "@/lib/model/standard-columns";
import { targetKey } from "@/lib/syncs/check-mapping";
import { TEAMS_LABEL } from "@/lib/syncs/describe-mapping";
import { mappedTarget } from "@/lib/syncs/describe-target";
import { EXAMPLE_EMAILS } from "@/lib/values/formula-escape";

type Person = Readonly<Record<StandardTarget, string>>;

const PEOPLE: readonly Person[] = [
  {
    id: "1001",
    email: EXAMPLE_EMAILS[0],
    first_name: "Anna",
    last_name: "Example",
    mobile: "040 123 4567",
  },
  {
    id: "1002",
    email: EXAMPLE_EMAILS[1],
    first_name: "Ben",
    last_name: "Example",
    mobile: "",
  },
];

type Column = { header: string; cells: readonly string[] };

type Parts = {
  fields: readonly ProfileField[];
  mapping: Mapping;
  /** Teams to give as examples: as many as there are, two at most. */
  teams: readonly string[];
};

/** A CSV with the columns that the mapping expects and two example rows, which a run skips. UTF-8 with the mark that Excel needs to see that. */
export function usersTemplate({ fields, mapping, teams }: Parts): string {
  const mapped = byTarget(mapping.columns);
  const absent = new Set<string>(mapping.without);
  const standard = STANDARD_TARGETS.filter((kind) => !absent.has(kind)).map((kind) => ({
    header: mapped.get(kind)?.header ?? STANDARD_HEADERS[kind],
    cells: PEOPLE.map((person) => person[kind]),
  }));
  const ofTeams = mapped.get("teams");
  const teamColumn = ofTeams
    ? [{ header: ofTeams.header, cells: [teams.slice(0, 2).join("\n"), teams[0] ?? ""] }]
    : [];
  const ofFields = fields.flatMap((field) => fieldColumn(field, mapping, mapped));
  return csvOf([...standard, ...ofFields, ...teamColumn]);
}

/** The same for the file that names the managers: the first person leads the first team. */
export function managersTemplate({ mapping, teams }: Pick<Parts, "mapping" | "teams">): string {
  const mapped = byTarget(mapping.managers?.columns ?? {});
  const header = (kind: "id" | "teams", usual: string) => mapped.get(kind)?.header ?? usual;
  return csvOf([
    { header: header("id", STANDARD_HEADERS.id), cells: PEOPLE.map(({ id }) => id) },
    { header: header("teams", TEAMS_LABEL), cells: [teams.slice(0, 2).join("\n"), teams[0] ?? ""] },
  ]);
}

/** A field that no column may fill by its name, because that one is ignored or fills something else, has none. */
function fieldColumn(field: ProfileField, mapping: Mapping, mapped: ReadonlyMap<string, Mapped>): Column[] {
  const own = mapped.get(`field ${field.id}`);
  if (!own && mappedTarget(mapping.columns, field.label) !== undefined) return [];
  const reading = own?.target.kind === "field" ? own.target : {};
  const cells = PEOPLE.map((_, at) => FIELD_KINDS[field.type].example(field, at, reading));
  return [{ header: own?.header ?? field.label, cells }];
}

type Mapped = { header: string; target: ColumnTarget | ManagersTarget };

function byTarget(columns: Readonly<Record<string, ColumnTarget | ManagersTarget>>): Map<string, Mapped> {
  const entries = Object.entries(columns).filter(([, target]) => target.kind !== "ignore");
  return new Map(entries.map(([header, target]) => [targetKey(target), { header, target }]));
}

function csvOf(columns: readonly Column[]): string {
  const header = columns.map((column) => column.header);
  const rows = PEOPLE.map((_, at) => columns.map(({ cells }) => cells[at] ?? ""));
  return BYTE_ORDER_MARK + csvLines([header, ...rows]);
}
