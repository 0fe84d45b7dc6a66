"use client";

import { ListMinus, ListPlus, Pencil, Trash2, UserMinus, UsersRound, X } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { GroupDialog, type GroupName } from "@/components/users/bulk/group-dialog";
import { RemoveUsersDialog } from "@/components/users/bulk/remove-dialog";
import { plural } from "@/lib/format/plural";
import { setListOfUsersAction } from "@/lib/lists/actions";
import type { ProfileField } from "@/lib/model/field";
import { setTeamOfUsersAction } from "@/lib/users/actions";

/** The bulk actions that a member may do. */
export type BulkRights = { setField: boolean; setTeam: boolean; setList: boolean; remove: boolean };

const FieldDialog = deferDialog(
  async () => (await import("@/components/users/bulk/field-dialog")).FieldDialog,
);

type Props = {
  selected: ReadonlySet<string>;
  /** The button that selects all matching users. */
  more: ReactNode;
  fields: readonly ProfileField[];
  /** Manual lists: users can't be added to a rule-based list. */
  lists: readonly GroupName[];
  teams: readonly GroupName[];
  can: BulkRights;
  clear: () => void;
};

type Task =
  | "field"
  | "list add"
  | "list remove"
  | "remove"
  | `team ${"add" | "remove"} ${"member" | "manager"}`;

/** The actions for the selected users; stays visible while the table scrolls. */
export function BulkBar({ selected, more, fields, lists, teams, can, clear }: Props) {
  const [task, setTask] = useState<Task | null>(null);
  const userIds = useMemo(() => [...selected].map(Number), [selected]);
  const close = () => setTask(null);
  const users = plural(userIds.length, "user");
  if (userIds.length === 0) return null;
  return (
    <>
      <section
        aria-label="Selected users"
        className="sticky bottom-3 z-20 flex flex-wrap items-center gap-2 rounded-lg border bg-popover p-2 pl-4 shadow-pop"
      >
        <div className="mr-auto flex flex-wrap items-center gap-x-2">
          <span className="font-medium text-sm tabular-nums">{users} selected</span>
          {more}
        </div>
        {can.setField && fields.length > 0 ? (
          <Button variant="outline" onClick={() => setTask("field")}>
            <Pencil aria-hidden="true" />
            Set a field
          </Button>
        ) : null}
        {can.setList ? (
          <DropdownMenu>
            <DropdownMenuTrigger asChild>
              <Button variant="outline">
                <ListPlus aria-hidden="true" />
                List
              </Button>
            </DropdownMenuTrigger>
            <DropdownMenuContent align="end">
              <DropdownMenuItem onSelect={() => setTask("list add")}>
                <ListPlus aria-hidden="true" />
                Add to a list
              </DropdownMenuItem>
              <DropdownMenuItem onSelect={() => setTask("list remove")}>
                <ListMinus aria-hidden="true" />
                Remove from a list
              </DropdownMenuItem>
            </DropdownMenuContent>
          </DropdownMenu>
        ) : null}
        {can.setTeam ? (
          <DropdownMenu>
            <DropdownMenuTrigger asChild>
              <Button variant="outline">
                <UsersRound aria-hidden="true" />
                Team
              </Button>
            </DropdownMenuTrigger>
            <DropdownMenuContent align="end">
              <DropdownMenuItem onSelect={() => setTask("team add member")}>
                <UsersRound aria-hidden="true" />
                Add to a team
              </DropdownMenuItem>
              <DropdownMenuItem onSelect={() => setTask("team remove member")}>
                <UserMinus aria-hidden="true" />
                Remove from a team
              </DropdownMenuItem>
              <DropdownMenuSeparator />
              <DropdownMenuItem onSelect={() => setTask("team add manager")}>
                <UsersRound aria-hidden="true" />
                Add as team managers
              </DropdownMenuItem>
              <DropdownMenuItem onSelect={() => setTask("team remove manager")}>
                <UserMinus aria-hidden="true" />
                Remove as team managers
              </DropdownMenuItem>
            </DropdownMenuContent>
          </DropdownMenu>
        ) : null}
        {can.remove ? (
          <Button variant="outline" onClick={() => setTask("remove")}>
            <Trash2 aria-hidden="true" />
            Remove
          </Button>
        ) : null}
        <Button variant="ghost" size="icon" aria-label="Clear selection" onClick={clear}>
          <X aria-hidden="true" />
        </Button>
      </section>
      {task === "field" && can.setField ? (
        <FieldDialog userIds={userIds} fields={fields} onClose={close} />
      ) : null}
      {task === "remove" && can.remove ? (
        <RemoveUsersDialog userIds={userIds} onDone={clear} onClose={close} />
      ) : null}
      {can.setList && (task === "list add" || task === "list remove") ? (
        <GroupDialog
          {...LIST_TASKS[task]}
          userIds={userIds}
          title={LIST_TASKS[task].title(users)}
          description="Only manual lists are shown. Rule-based lists update automatically."
          groups={lists}
          label="lists"
          set={(scope, listId) =>
            setListOfUsersAction(scope, { userIds, listId, what: task === "list add" ? "add" : "remove" })
          }
          onClose={close}
        />
      ) : null}
      {can.setTeam && task?.startsWith("team ") ? (
        <TeamDialog task={task} users={users} userIds={userIds} teams={teams} onClose={close} />
      ) : null}
    </>
  );
}

const LIST_TASKS = {
  "list add": {
    title: (users: string) => `Add ${users} to a list`,
    verb: "Add to list",
    done: "added to the list",
  },
  "list remove": {
    title: (users: string) => `Remove ${users} from a list`,
    verb: "Remove from list",
    done: "removed from the list",
  },
} as const;

type TeamTask = { title: (users: string) => string; verb: string; done: string; description: string };

const TEAM_TASKS: Readonly<Record<string, TeamTask>> = {
  "team add member": {
    title: (users) => `Add ${users} to a team`,
    verb: "Add to team",
    done: "added to the team",
    description: "They stay in the team even if a file doesn't list them.",
  },
  "team remove member": {
    title: (users) => `Remove ${users} from a team`,
    verb: "Remove from team",
    done: "removed from the team",
    description: "Only users added manually are removed. Users that a file lists in the team stay.",
  },
  "team add manager": {
    title: (users) => `Add ${users} as team managers`,
    verb: "Add as managers",
    done: "added as managers",
    description:
      "Managers see the members of their teams in the portal. Syncs never remove managers added manually.",
  },
  "team remove manager": {
    title: (users) => `Remove ${users} as team managers`,
    verb: "Remove as managers",
    done: "removed as managers",
    description: "Only managers added manually are removed. Managers that a file lists stay.",
  },
};

type TeamProps = {
  task: string;
  users: string;
  userIds: number[];
  teams: readonly GroupName[];
  onClose: () => void;
};

function TeamDialog({ task, users, userIds, teams, onClose }: TeamProps) {
  const texts = TEAM_TASKS[task];
  if (!texts) return null;
  const what = task.includes(" add ") ? ("add" as const) : ("remove" as const);
  const role = task.endsWith("manager") ? ("manager" as const) : ("member" as const);
  return (
    <GroupDialog
      {...texts}
      userIds={userIds}
      title={texts.title(users)}
      groups={teams}
      label="teams"
      set={(scope, teamId) => setTeamOfUsersAction(scope, { userIds, teamId, what, role })}
      onClose={onClose}
    />
  );
}
