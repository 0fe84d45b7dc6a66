/** `noun.verb` -> what happened, as it follows a name: "Anna …". `{}` is what it happened to. */
export const AUDIT_PHRASES = {
  "session.start": "signed in",
  "session.refuse": "failed to sign in: the password was wrong",
  "session.end": "signed out",
  "account.change_password": "changed their password",
  "account.reset_password": "set a new password with an e-mailed link",
  "account.verify": "verified their e-mail address",
  "portal.enter": "signed in to the portal as {}",
  "organization.create": "created the organization {}",
  "organization.set_retention": "changed how long data is kept",
  "member.change_role": "changed the role of {}",
  "member.remove": "removed the member {}",
  "invitation.create": "invited {}",
  "invitation.revoke": "revoked the invitation for {}",
  "invitation.accept": "joined as {}",
  "workspace.create": "created the workspace {}",
  "workspace.rename": "renamed the workspace {}",
  "workspace.delete": "deleted the workspace {}",
  "remote_source.create": "created the Remote Source {}",
  "remote_source.update": "changed the Remote Source {}",
  "remote_source.delete": "deleted the Remote Source {}",
  "remote_source.check": "checked the connection of the Remote Source {}",
  "remote_source.approve_host_key": "approved the host key of the Remote Source {}",
  "remote_source.pin_host_key": "pinned the first host key of the Remote Source {}",
  "remote_source.host_key_changed": "found a different host key at the Remote Source {}",
  "remote_source.make_pgp_key": "created a PGP key for the Remote Source {}",
  "remote_source.remove_pgp_keys": "removed the PGP keys of the Remote Source {}",
  "remote_source.add_pgp_signer": "added the PGP key of a sender to the Remote Source {}",
  "remote_source.remove_pgp_signer": "removed the PGP key of a sender from the Remote Source {}",
  "remote_source.require_pgp": "changed whether files of the Remote Source {} must be encrypted",
  "remote_source.add_key": "added a public key to the drop {}",
  "remote_source.remove_key": "removed a public key from the drop {}",
  "remote_source.make_password": "made a password for the drop {}",
  "remote_source.revoke_password": "revoked the password of the drop {}",
  "remote_source.make_token": "made a token for the drop {}",
  "remote_source.revoke_token": "revoked a token of the drop {}",
  "remote_source.download_file": "downloaded a file from the drop {}",
  "sync.attach": "attached the Remote Source {}",
  "sync.create": "set up the sync {}",
  "sync.update": "changed the sync {}",
  "sync.update_mapping": "changed the column mapping of the sync {}",
  "sync.pause": "paused the sync {}",
  "sync.resume": "resumed the sync {}",
  "sync.detach": "detached the sync {}",
  "field.create": "created the profile field {}",
  "field.update": "changed the profile field {}",
  "field.reorder": "reordered the profile fields",
  "field.delete": "deleted the profile field {}",
  "list.create": "created the user list {}",
  "list.update": "changed the user list {}",
  "list.delete": "deleted the user list {}",
  "list.add_users": "added users to the list {}",
  "list.remove_users": "removed users from the list {}",
  "list.export": "downloaded the user list {}",
  "team.create": "created the team {}",
  "team.update": "changed the team {}",
  "team.delete": "deleted the team {}",
  "team.add_users": "added users to the team {}",
  "team.remove_users": "removed users from the team {}",
  "page.create": "created the page {}",
  "page.update": "changed the page {}",
  "page.reorder": "reordered the pages",
  "page.delete": "deleted the page {}",
  "portal.read_outbox": "opened the outbox, which contains sign-in links of users",
  "portal.view_as": "viewed the portal as {}",
  "user.bulk_update": "changed several users",
  "user.create": "added the user {}",
  "user.update": "changed the user {}",
  "user.remove": "removed the user {}",
  "user.restore": "restored the user {}",
  "run.request": "started a run of {}",
  "run.preview": "requested a preview of {}",
  "run.undo": "requested an undo of a run of {}",
  "run.approve": "approved the plan of {}",
  "run.choose_same": "chose who is the same person in the plan of {}",
  "run.discard": "discarded the plan of {}",
  "run.expire": "marked the plan of {} as expired",
  "run.cancel": "cancelled a run of {}",
  "run.export_issues": "downloaded the issues of a run of {}",
  "run.export_skipped_rows": "downloaded the skipped rows of a run of {}",
  "run.export_plan": "downloaded the plan of a run of {}",
} as const satisfies Readonly<Record<`${string}.${string}`, string>>;

export type AuditAction = keyof typeof AUDIT_PHRASES;

type Noun<Action> = Action extends `${infer First}.${string}` ? First : never;

/** What entries are about. Those of an account are about sessions: a function of the database writes both. */
export type AuditNoun = Exclude<Noun<AuditAction>, "account">;

/** What the log can be filtered by: the noun of an entry -> its name in the menu. */
export const AUDIT_NOUNS = {
  organization: "Organization",
  session: "Sign-ins",
  member: "Members",
  invitation: "Invitations",
  workspace: "Workspaces",
  remote_source: "Remote Sources",
  sync: "Syncs",
  run: "Runs",
  field: "Profile fields",
  user: "Users",
  list: "User lists",
  team: "Teams",
  page: "Pages",
  portal: "Portal",
} satisfies Readonly<Record<AuditNoun, string>>;

/** The phrase of a stored action; null for one that only an earlier version wrote. */
export function phraseOf(action: string): string | null {
  return Object.hasOwn(AUDIT_PHRASES, action) ? AUDIT_PHRASES[action as AuditAction] : null;
}

export function isAuditNoun(text: string): text is AuditNoun {
  return Object.hasOwn(AUDIT_NOUNS, text);
}
