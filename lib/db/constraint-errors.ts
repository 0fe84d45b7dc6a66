import { violated } from "@/lib/db/database-error";
import { AppError } from "@/lib/errors";

type Conflict = { message: string; remedy?: string; fieldErrors: Readonly<Record<string, string>> };

/** A constraint of the database -> what a person reads when what they `entered` breaks it, and beside which field. */
const CONFLICTS: Readonly<Record<string, (entered: string) => Conflict>> = {
  profile_fields_label: (label) => ({
    message: `There is already a profile field named "${label}".`,
    fieldErrors: { label: "Another profile field has this label. Choose a different one." },
  }),
  user_lists_name: (name) => ({
    message: `There is already a user list named "${name}".`,
    fieldErrors: { name: "Another user list has this name. Choose a different one." },
  }),
  remote_sources_name: (name) => ({
    message: `There is already a Remote Source named "${name}".`,
    fieldErrors: { name: "Another Remote Source has this name. Choose a different one." },
  }),
  teams_name: (name) => {
    const message = `There is already a team named "${name}".`;
    return { message, fieldErrors: { name: message } };
  },
  pages_slug: (slug) => ({
    message: `There is already a page at the address "${slug}".`,
    fieldErrors: { slug: "Another page has this address. Choose a different one." },
  }),
  page_lists_list: () => ({
    message: "One of the user lists no longer exists.",
    remedy: "Reload the page, and choose the lists again.",
    fieldErrors: { listIds: "One of these lists was deleted in the meantime." },
  }),
  workspaces_org_slug: (slug) => ({
    message: `There is already a workspace at the address "${slug}".`,
    fieldErrors: { slug: "Another workspace has this address. Choose a different one." },
  }),
  workspaces_one_sandbox: () => ({
    message: "The organization has a sandbox already.",
    remedy: "Open it from the list of workspaces, or remove it first.",
    fieldErrors: {},
  }),
  users_email_key: (email) => ({
    message: `Another user of this workspace has the e-mail address ${email}.`,
    remedy: "Search the users for this address. Two users can't share one.",
    fieldErrors: { email: "Another user of this workspace has this e-mail address." },
  }),
};

/** Runs `work`; a constraint that `entered` breaks becomes `conflict`, said beside its field. Other errors pass. */
export async function explainConflicts<T>(entered: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const conflict = CONFLICTS[violated(cause) ?? ""]?.(entered);
    if (!conflict) throw cause;
    throw new AppError("conflict", conflict.message, { cause, ...conflict });
  }
}
