import type postgres from "postgres";
import type { RuleGroup } from "@/lib/model/rule";
import { type Place, settle } from "./house";

export type NamedRule = { name: string; rule: RuleGroup };

type Ids = { site: number; sites: number[]; department: number; departments: number[]; hours: number };
type More = { title: number; start: number; note: number; teams: number[] };

const SITES = 40;
/** Shares of a thousand people; a person may be in two. The last is one in ten thousand. */
const DEPARTMENTS = ["Sales", "Care", "Research", "Finance", "Logistics", "Marketing", "Legal", "Board"];
const TEAMS = 200;

/** Fills a workspace with people by one statement, as no file would: only what lists ask is made. */
export async function fillWorkspace(sql: postgres.Sql, place: Place, rows: number): Promise<Ids & More> {
  const ids = await makeFields(sql, place);
  const key = (id: number) => String(id);
  // Each value by a hash of its own: names and values that follow each other would flatter or spoil a page by name.
  await sql`
    insert into users (org_id, workspace_id, sync_id, external_id, email, first_name, last_name, mobile, fields)
    select ${place.orgId}, ${place.workspaceId}, ${place.syncId}, ${place.syncId} || '#' || i, 'person.' || i || '@example.com',
           (array['Anna', 'Mikko', 'Sofia', 'Juhani', 'Åsa', 'Ilkka', 'Maria'])[1 + h1 % 7],
           (array['Korhonen', 'Virtanen', 'Mäkinen', 'Nieminen', 'Laine'])[1 + h1 % 5] || ' ' || h2 % 4999, '',
           jsonb_strip_nulls(jsonb_build_object(
             ${key(ids.site)}::text, case when h3 % 2000 <> 3 then (${ids.sites}::int[])[1 + h4 % ${SITES}] end,
             ${key(ids.department)}::text, case
               when h5 % 10000 = 0 then to_jsonb(array[(${ids.departments}::int[])[8]])
               when h5 % 9 = 0 then to_jsonb(array[(${ids.departments}::int[])[1], (${ids.departments}::int[])[2 + h6 % 6]])
               else to_jsonb(array[(${ids.departments}::int[])[1 + h6 % 7]]) end,
             ${key(ids.hours)}::text, (h7 % 400 / 10.0)::numeric(4, 1)::text,
             ${key(ids.title)}::text, (array['Registered nurse', 'Driver', 'Analyst', 'Care assistant', 'Engineer'])[1 + h8 % 5]
               || ' ' || h9 % 20,
             ${key(ids.start)}::text, (date '2005-01-01' + h2 % 7000)::text,
             ${key(ids.note)}::text, case when h3 % 10 < 3 then 'On leave until ' || h4 % 12 end,
             '-1', to_jsonb(array[(${ids.teams}::int[])[1 + h9 % ${TEAMS}]])))
      from generate_series(1, ${rows}::int) i, lateral (
        select hashint4(i) & 2147483647 as h1, hashint4(-i) & 2147483647 as h2, hashint4(i + 40000000) & 2147483647 as h3,
               hashint4(i + 80000000) & 2147483647 as h4, hashint4(i + 120000000) & 2147483647 as h5,
               hashint4(i + 160000000) & 2147483647 as h6, hashint4(i + 200000000) & 2147483647 as h7,
               hashint4(i + 240000000) & 2147483647 as h8, hashint4(i + 280000000) & 2147483647 as h9) as h`;
  await settle(sql);
  return ids;
}

async function makeFields(sql: postgres.Sql, { orgId, workspaceId }: Place): Promise<Ids & More> {
  const where = { org_id: orgId, workspace_id: workspaceId };
  const add = async (label: string, type: string, options: readonly string[] = []) => {
    const [field] = await sql`
      insert into profile_fields ${sql({ ...where, label: `List ${label}`, type, position: 100 })} returning id::int`;
    const rows = options.map((option, position) => ({
      ...where,
      field_id: field?.id,
      label: option,
      position,
    }));
    const made = rows.length
      ? await sql`insert into profile_field_options ${sql(rows)} returning id::int`
      : [];
    return { id: Number(field?.id), options: made.map((option) => Number(option.id)) };
  };
  const site = await add(
    "Site",
    "single_choice",
    Array.from({ length: SITES }, (_, at) => `Site ${at}`),
  );
  const department = await add("Department", "multiple_choice", DEPARTMENTS);
  const [hours, title, start, note] = [
    await add("Hours", "number"),
    await add("Title", "text"),
    await add("Start", "date"),
    await add("Note", "text"),
  ];
  const names = Array.from({ length: TEAMS }, (_, at) => ({ ...where, name: `Team ${at}` }));
  const teams = await sql`insert into teams ${sql(names)} returning id::int`;
  return {
    ...{ site: site.id, sites: site.options, department: department.id, departments: department.options },
    ...{
      hours: hours.id,
      title: title.id,
      start: start.id,
      note: note.id,
      teams: teams.map(({ id }) => Number(id)),
    },
  };
}

/** What customers ask for, the slow kinds among it. */
export function typicalRules(ids: Ids & More): NamedRule[] {
  const { site, sites, department, departments, hours, title, start, note, teams } = ids;
  const pick = (all: readonly number[], ...at: number[]) => at.flatMap((each) => all[each] ?? []);
  const inDepartments = (...at: number[]) => ({
    ...{ on: "field" as const, fieldId: department, op: "is_any_of" as const },
    optionIds: pick(departments, ...at),
  });
  const atSites = (...at: number[]) => ({
    ...{ on: "field" as const, fieldId: site, op: "is_any_of" as const },
    optionIds: pick(sites, ...at),
  });
  const all = (name: string, ...rules: RuleGroup["rules"]): NamedRule => ({
    name,
    rule: { match: "all", rules },
  });
  return [
    all("one option, 2.5 %", atSites(7)),
    all("one option, 0.01 %", inDepartments(7)),
    all("one option, 24 %", inDepartments(0)),
    all("two options and a number", inDepartments(3, 5), {
      on: "field",
      fieldId: hours,
      op: "greater",
      number: "30",
    }),
    all("nested, with teams", atSites(1, 2, 3), {
      match: "any",
      rules: [
        { on: "team", op: "in", teamIds: pick(teams, 4, 5) },
        { match: "none", rules: [inDepartments(0, 1)] },
      ],
    }),
    all("no value, 70 %", { on: "field", fieldId: note, op: "is_empty" }),
    all("no value, 0.05 %", { on: "field", fieldId: site, op: "is_empty" }),
    all("started before", { on: "field", fieldId: start, op: "before", date: "2006-01-01" }),
    all("text contains, 20 %", { on: "field", fieldId: title, op: "contains", text: "NURSE" }),
    all("text contains, 1 %", { on: "field", fieldId: title, op: "contains", text: "driver 11" }),
  ];
}
