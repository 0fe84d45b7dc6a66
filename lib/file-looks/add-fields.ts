import type { WorkspaceCtx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { AppError, notFound } from "@/lib/errors";
import { addFields } from "@/lib/fields/create-many";
import type { CreateFieldInput } from "@/lib/fields/schema";
import { selectLook } from "@/lib/file-looks/file-looks.store";
import { notReadYet } from "@/lib/file-looks/read";
import type { AddFieldsFromFile } from "@/lib/file-looks/schema";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { ColumnTarget, Mapping } from "@/lib/model/mapping";
import type { SetRows } from "@/lib/model/read-settings";
import { may } from "@/lib/permissions";
import { madeFieldTarget, withColumn } from "@/lib/syncs/propose/field-target";
import { optionsFor } from "@/lib/syncs/propose/options-for";
import { writeMapping } from "@/lib/syncs/versions/write";
import { lookInto } from "@/lib/uploads/look-into";
import { uploadTarget } from "@/lib/uploads/target";

type Column = AddFieldsFromFile["columns"][number];
type NewField = Extract<Column, { as: "field" }>;

type Known = {
  syncId: string;
  header: readonly string[];
  stats: readonly ColumnStats[];
  /** How its rows were read; absent where the file brings that along. */
  rows?: SetRows;
};

/**
 * Maps the columns of a file that was read, and creates the fields for them with all values of the file as their options:
 * all of it or nothing. Later values become options too. Throws `not_found`; `conflict` for labels that are taken and until the
 * file was read; `invalid_input`, see `checkMapping`; `forbidden` for fields, without `field:create`.
 */
export async function addFieldsFromFile(
  ctx: WorkspaceCtx,
  { file, columns, without = [] }: AddFieldsFromFile,
): Promise<{ fieldIds: number[]; version: number }> {
  const news = columns.filter((column) => column.as === "field");
  if (news.length > 0 && !may(ctx, "field:create")) throw mayNotAdd();
  const known = "lookId" in file ? await ofLook(ctx, file.lookId) : await ofUpload(ctx, file);
  const fields = news.map((column) => newField(column, known));
  return namingColumns(columns, () =>
    explainConflicts("one of these", () =>
      ctx.db.run(async (tx) => {
        const fieldIds = fields.length > 0 ? await addFields(tx, ctx, fields) : [];
        const ids = new Map(news.map(({ header }, at) => [header, fieldIds[at]]));
        const change = (was: Mapping) => {
          const targets = columns.reduce<Mapping["columns"]>(
            (all, column) =>
              withColumn(all, { header: column.header, target: targetOf(column, ids) }, known.header),
            was.columns,
          );
          const absent = new Set([...(was.without ?? []), ...without]);
          return { ...was, columns: targets, ...(absent.size > 0 ? { without: [...absent] } : {}) };
        };
        const { syncId, rows } = known;
        const { version } = await writeMapping(tx, ctx, { syncId, change, rows });
        return { fieldIds, version };
      }),
    ),
  );
}

async function ofLook(ctx: WorkspaceCtx, lookId: string): Promise<Known> {
  const row = await ctx.db.run((tx) => selectLook(tx, ctx, lookId));
  if (!row) throw notFound("This look at the file");
  if (!row.found) throw notReadYet();
  const { header, columns: stats, read, source } = row.found;
  // What is made of a workbook is read as it was made, whatever the settings say.
  const { encoding, delimiter, ...parts } = read;
  const users = source.sheet === undefined ? { encoding, delimiter, ...parts } : parts;
  return { syncId: row.syncId, header, stats, rows: { users } };
}

async function ofUpload(
  ctx: WorkspaceCtx,
  { uploadId, syncId: named }: { uploadId: string; syncId?: string | undefined },
): Promise<Known> {
  const { header, stats } = await lookInto(ctx, uploadId, { accepts: () => false, columns: {} });
  return { syncId: await uploadTarget(ctx, named), header, stats };
}

function newField(
  { header, label, type, reading }: NewField,
  { header: headers, stats }: Known,
): CreateFieldInput {
  const at = headers.indexOf(header);
  if (at === -1) throw notFound(`The column “${header}”`);
  const column = stats[at];
  const labels = column ? optionsFor(type, column, reading?.separator) : [];
  if (labels === null) throw noOptions(header);
  return { label, type, options: labels.map((option) => ({ label: option })) };
}

function targetOf(column: Column, ids: ReadonlyMap<string, number | undefined>): ColumnTarget {
  if (column.as === "ignore") return { kind: "ignore" };
  if (column.as === "target") return column.target;
  const { header, type, reading } = column;
  const id = ids.get(header);
  if (id === undefined) throw notFound(`The column “${header}”`);
  return madeFieldTarget({ id, type }, { ...reading, type, why: "", options: [] });
}

/** Labels that are taken are said beside the column, not beside the field that it would make. */
async function namingColumns<T>(columns: readonly Column[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || !error.fieldErrors) throw error;
    const places = columns.flatMap(({ as }, at) => (as === "field" ? [at] : []));
    const entries = Object.entries(error.fieldErrors).map(([key, text]) => {
      const [, at, rest] = /^fields\.(\d+)\.(.+)$/.exec(key) ?? [];
      return at === undefined ? [key, text] : [`columns.${places[Number(at)]}.${rest}`, text];
    });
    const { code, message, remedy } = error;
    throw new AppError(code, message, {
      ...{ cause: error, fieldErrors: Object.fromEntries(entries) },
      ...(remedy === undefined ? {} : { remedy }),
    });
  }
}

function mayNotAdd(): AppError {
  return new AppError("forbidden", "Your role does not allow adding fields.", {
    remedy: "Ignore the columns, or ask an admin of the workspace to add the fields.",
  });
}

function noOptions(header: string): AppError {
  return new AppError("invalid_input", `“${header}” has too many different values for a choice.`, {
    remedy: "Choose the type Text for it.",
  });
}
