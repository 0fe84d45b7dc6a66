/** What a page is for, and how it is used. */
export type PageHelp = { title: string; text: string };

/**
 * Routes as the folders of `app` name them. A page without an entry has that of the nearest page above it, so that an entry
 * also helps with adding and editing what it lists.
 */
export const PAGE_HELP: Readonly<Record<string, PageHelp>> = {
  "/account": {
    title: "Your account",
    text: "Your name, password, second factor, signed-in browsers and what you are told by e-mail. It is the same in every organization.",
  },
  "/[org]": {
    title: "Overview",
    text: "What needs you this morning: plans that are pending approval, files that are late, how the last nights went and what changed.",
  },
  "/[org]/remote-sources": {
    title: "Remote Sources",
    text: "Where files come from: an SFTP server, an S3 bucket, or a drop that your IT team sends files to. A source is set up once and can be attached to many workspaces.",
  },
  "/[org]/remote-sources/new": {
    title: "Create a new Remote Source",
    text: "Choose how files reach Rollcall and enter the connection. It is checked before it is saved. What your IT team needs is beside the form.",
  },
  "/[org]/remote-sources/[id]": {
    title: "A drop",
    text: "A folder of Rollcall that your IT team sends files to, by SFTP or HTTPS. Add their public key, or make a password or token, and watch files arrive.",
  },
  "/[org]/remote-sources/[id]/instructions": {
    title: "Instructions for your IT team",
    text: "Everything that the people who run your servers need. Print it, or make a link that opens it without signing in. It holds no secret.",
  },
  "/[org]/workspaces": {
    title: "Workspaces",
    text: "A workspace contains the users of one company, department or community, with its own profile fields, lists, teams and pages.",
  },
  "/[org]/members": {
    title: "Members",
    text: "Who signs in to administer this organization, and what each of them may do. Users of workspaces are listed in their workspace.",
  },
  "/[org]/audit-log": {
    title: "Audit log",
    text: "Who did what and when. Entries can't be changed. Filter them, and download them as CSV.",
  },
  "/[org]/inbox": {
    title: "Inbox",
    text: "What you were told about the syncs that you follow: failures, plans pending approval, late files, recoveries.",
  },
  "/[org]/settings": {
    title: "Settings",
    text: "Name and address of the organization, sign-in, alerts, API tokens, webhooks, and how long data is kept.",
  },
  "/[org]/[workspace]/users": {
    title: "Users",
    text: "Everyone in this workspace, from files and added manually. Search, filter by any field, select rows to change them together. Open a user to see every change and where it came from.",
  },
  "/[org]/[workspace]/lists": {
    title: "User lists",
    text: "Groups of users that decide who may open which page. Static lists are edited manually; a dynamic list follows a rule, so that it changes with every file.",
  },
  "/[org]/[workspace]/teams": {
    title: "Teams",
    text: "Who works together and who leads them. A Team(s) column of the file can fill teams, and a managers file can name who manages them.",
  },
  "/[org]/[workspace]/pages": {
    title: "Pages",
    text: "What users read in the portal. Each page is for everyone, or for the user lists that you choose.",
  },
  "/[org]/[workspace]/syncs": {
    title: "Syncs",
    text: "A sync reads one file and keeps the users of this workspace in step with it: create, update, remove. Each has a schedule, a mapping and limits.",
  },
  "/[org]/[workspace]/syncs/[syncId]": {
    title: "A sync",
    text: "How this sync went in its last runs, what it reads, and when it runs next. Sync now reads the file; Preview shows what it would change and changes nothing.",
  },
  "/[org]/[workspace]/syncs/[syncId]/edit": {
    title: "Schedule and limits",
    text: "When the file is read, what it has to be like, and which changes wait for your approval.",
  },
  "/[org]/[workspace]/syncs/[syncId]/mapping": {
    title: "Mapping",
    text: "Which column of the file fills what. Suggestions say why they are made. Columns that nothing is known of can become profile fields.",
  },
  "/[org]/[workspace]/runs": {
    title: "Runs",
    text: "Every time a file was read: by schedule, by a person, or an upload. Open one to see who was created, updated and removed, and each row with an issue.",
  },
  "/[org]/[workspace]/runs/[runId]": {
    title: "A run",
    text: "What this run found and did. A plan that is pending approval has changed nothing yet: look at it, then apply all or part of it, or discard it. What was applied can be undone for 30 days.",
  },
  "/[org]/[workspace]/upload": {
    title: "Upload CSV",
    text: "For a one-off sync. Choose whether the file is the full list or only adds and updates. You see the plan before anything changes.",
  },
  "/[org]/[workspace]/settings": {
    title: "Workspace settings",
    text: "Profile fields, workspace members, the portal and the files that are attached to this workspace.",
  },
  "/[org]/[workspace]/settings/fields": {
    title: "Profile fields",
    text: "What is stored about users beyond name, e-mail and mobile. A column of the file fills the field with the same name.",
  },
  "/[org]/[workspace]/settings/members": {
    title: "Workspace members",
    text: "Who may work in this workspace alone: as its admin, as an author of pages, or as a viewer.",
  },
  "/[org]/[workspace]/settings/portal": {
    title: "Portal",
    text: "Where users sign in and read the pages of this workspace, and whom they ask about their data.",
  },
  "/[org]/[workspace]/settings/integrations": {
    title: "Integrations",
    text: "The Remote Sources whose files are attached to this workspace. Attach another one here.",
  },
};

/** The first parts of addresses below an organization that are no workspaces. */
const OF_ORGANIZATION = new Set(
  Object.keys(PAGE_HELP).flatMap((route) => /^\/\[org\]\/([a-z-]+)$/.exec(route)?.[1] ?? []),
);

/** What helps on a page, by its address or its route; null for one that nothing is known of. */
export function pageHelp(path: string): PageHelp | null {
  const parts = path.split("/").filter(Boolean);
  if (parts[0] === "account") return PAGE_HELP["/account"] ?? null;
  const routes = Object.keys(PAGE_HELP).filter((route) => fits(route.split("/").filter(Boolean), parts));
  // The longest is nearest; of two, the one that names more.
  const [best] = routes.toSorted((a, b) => depth(b) - depth(a) || named(b) - named(a));
  return best === undefined ? null : (PAGE_HELP[best] ?? null);
}

function fits(route: readonly string[], path: readonly string[]): boolean {
  if (route.length > path.length) return false;
  return route.every((part, at) => {
    const given = path[at] ?? "";
    if (part === "[workspace]") return !OF_ORGANIZATION.has(given);
    return part.startsWith("[") || part === given;
  });
}

const depth = (route: string) => route.split("/").length;
const named = (route: string) => route.split("/").filter((part) => !part.startsWith("[")).length;
