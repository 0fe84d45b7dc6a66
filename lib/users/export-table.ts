import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { type Download, fileNameOf } from "@/lib/csv/download";
import { selectFields } from "@/lib/fields/store";
import type { ProfileField } from "@/lib/model/field";
import { STANDARD_COLUMNS, type UserColumn } from "@/lib/users/columns";
import { listUsersByIds } from "@/lib/users/list";
import { selectSortedIds } from "@/lib/users/listing.store";
import { listingOf, type UserQuery, type UserSort } from "@/lib/users/query";
import { roleLabel } from "@/lib/users/roles";
import type { UserItem } from "@/lib/users/views";

const PAGE_ROWS = 1_000;

type Asked = { sort: UserSort; columns: readonly UserColumn[] | "all" };

/**
 * Everyone whom a table of users shows, as CSV in its order, with its columns or all of them. ID, address and names are
 * always there, and the columns that an upload reads are called as in one. Who they are is decided when it begins.
 */
export async function exportUsers(
  ctx: WorkspaceCtx,
  query: UserQuery,
  { sort, columns }: Asked,
): Promise<Download> {
  const { ids, fields } = await ctx.db.run(async (tx) => {
    const found = await selectSortedIds(tx, ctx, await listingOf(tx, ctx, query), sort);
    const detail = { workspaceId: ctx.workspaceId, users: found.length };
    await writeAudit(tx, ctx, { action: "user.export_table", targetKind: "user", detail });
    return { ids: found, fields: await selectFields(tx, ctx) };
  });
  const all = [...fields.map(({ id }) => `field-${id}`), ...STANDARD_COLUMNS.map(({ id }) => id)];
  const shown = columns === "all" ? all : columns;
  const parts = partsOf(
    columns === "all" ? ["mobile", ...shown.filter((id) => id !== "mobile")] : shown,
    fields,
  );
  const removed = query.state === "removed" ? [REMOVED] : [];
  const fileName = fileNameOf({ syncName: "users", at: ctx.clock(), what: "table" });
  return { fileName, rows: rowsOf(ctx, ids, { parts: [...ALWAYS, ...parts, ...removed], shown }) };
}

type Part = { header: string; cell: (user: UserItem) => string };

const ALWAYS: readonly Part[] = [
  { header: "ID", cell: ({ csvId }) => csvId ?? "" },
  { header: "Email", cell: ({ email }) => email },
  { header: "First name", cell: ({ firstName }) => firstName },
  { header: "Last name", cell: ({ lastName }) => lastName },
];
const REMOVED: Part = { header: "Removed", cell: ({ removedAt }) => removedAt?.toISOString() ?? "" };

/** Columns that are beyond those that are always there. Several values are on lines of their own. */
const OTHERS: Readonly<Record<string, Part>> = {
  mobile: { header: "Mobile", cell: ({ cells }) => lines(cells.mobile) },
  teams: { header: "Teams", cell: ({ cells }) => lines(cells.teams) },
  manages: { header: "Manager of", cell: ({ cells }) => lines(cells.manages) },
  source: { header: "Source", cell: ({ source }) => source?.syncName ?? "" },
  role: { header: "Role", cell: ({ role }) => roleLabel(role) },
  added: { header: "Added", cell: ({ createdAt }) => createdAt.toISOString() },
};

function partsOf(columns: readonly UserColumn[], fields: readonly ProfileField[]): Part[] {
  return columns.flatMap((column) => {
    const other = OTHERS[column];
    const field = fields.find(({ id }) => column === `field-${id}`);
    if (field) return [{ header: field.label, cell: ({ cells }: UserItem) => lines(cells[column]) }];
    return other ? [other] : [];
  });
}

function lines(texts: readonly string[] = []): string {
  return texts.join("\n");
}

type Sheet = { parts: readonly Part[]; shown: readonly UserColumn[] };

async function* rowsOf(
  ctx: WorkspaceCtx,
  ids: readonly number[],
  { parts, shown }: Sheet,
): AsyncGenerator<string[][]> {
  yield [parts.map(({ header }) => header)];
  for (let from = 0; from < ids.length; from += PAGE_ROWS) {
    const users = await listUsersByIds(ctx, ids.slice(from, from + PAGE_ROWS), shown);
    yield users.map((user) => parts.map(({ cell }) => cell(user)));
  }
}
