/** A step of the guide: what it is for, and the commands, ready to copy. They need `curl` and `jq`. */
export type GuideStep = { id: string; title: string; text: string; command: string };

const SEND = `curl -sS --fail-with-body -H "Authorization: Bearer $ROLLCALL_TOKEN"`;
const ONCE = `-H "Idempotency-Key: $(openssl rand -hex 16)"`;
const BASE = `"$ROLLCALL_URL/api/v1/workspaces/$WORKSPACE`;

const waitFor = (run: string) =>
  [
    `while ${SEND} -o run.json ${BASE}/runs/${run}" && jq -e '.state == "queued" or .state == "running"' run.json > /dev/null; do`,
    "  sleep 1",
    "done",
    `jq '{state, counts, planHash}' run.json`,
  ].join("\n");

const approve = (run: string) =>
  [
    `${SEND} ${ONCE} -H "If-Match: \\"$(jq -r .planHash run.json)\\"" \\`,
    `  --json '{"what": "all"}' ${BASE}/runs/${run}/approve" | jq -r .state`,
  ].join("\n");

/** From a file to changed users, and back. `url`: where the API is served. */
export function guideSteps(url: string): GuideStep[] {
  return [
    {
      ...{ id: "set-up", title: "Set what the commands need" },
      text: "Create a token on the page Settings, API tokens. The workspace is the part of its address behind the organization.",
      command: [
        `export ROLLCALL_URL=${url}`,
        "export ROLLCALL_TOKEN=rct_...",
        "export WORKSPACE=people",
      ].join("\n"),
    },
    {
      ...{ id: "put-file", title: "Upload a file" },
      text: "Nothing changes yet. With its Idempotency-Key the request may be sent again: the file is stored once.",
      command: `FILE=$(${SEND} ${ONCE} \\\n  -T people.csv ${BASE}/files/people.csv" | jq -r .id)`,
    },
    {
      ...{ id: "preview", title: "Ask what it would change" },
      text: "The answer is a run. Add a syncId to plan for the users of a sync, and full_list to remove those whom the file does not name.",
      command: `RUN=$(${SEND} ${ONCE} \\\n  --json '{"importMode": "add_and_update"}' ${BASE}/files/$FILE/preview" | jq -r .id)`,
    },
    {
      ...{ id: "wait", title: "Wait for the plan" },
      text: "The run is held as soon as its plan can be approved.",
      command: waitFor("$RUN"),
    },
    {
      ...{ id: "read-changes", title: "Read the changes" },
      text: "Person by person, in pages of up to 500.",
      command: `${SEND} ${BASE}/runs/$RUN/changes?limit=500" | jq -r '.data[] | [.kind, .idInFile, .after.email] | @tsv'`,
    },
    {
      ...{ id: "approve", title: "Approve exactly this plan" },
      text: "If-Match names its hash. If anything about the plan has changed since, the answer is 412 and nothing happens.",
      command: approve("$RUN"),
    },
    {
      ...{ id: "wait-applied", title: "Wait until it is applied" },
      text: "All of it is applied at one moment, or nothing.",
      command: waitFor("$RUN"),
    },
    {
      ...{ id: "undo", title: "Undo it" },
      text: "An undo is a plan as well: it is shown first, and approved by its own hash.",
      command: `UNDO=$(${SEND} ${ONCE} -X POST ${BASE}/runs/$RUN/undo" | jq -r .id)\n${waitFor("$UNDO")}`,
    },
    {
      ...{ id: "approve-undo", title: "Approve the undo" },
      text: "Everyone is as they were before the file.",
      command: `${approve("$UNDO")}\n${waitFor("$UNDO")}`,
    },
  ];
}
