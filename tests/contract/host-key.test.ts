import ssh2 from "ssh2";
import { expect, test } from "vitest";
import { checkSource } from "@/lib/pipeline/source/check";
import { newKey } from "@/lib/runtime/demo/new-key";
import { failureOf } from "./failure";
import { faultLab } from "./fault-lab";

const { expectWhole, fetch, server } = faultLab();

const first = newKey();
const rsa = ssh2.utils.generateKeyPairSync("rsa", { bits: 2048 });

test("a changed key stops before any password is sent", async () => {
  const before = await server();
  const { hostKey, dispose } = await fetch(before.target);
  await dispose();
  await before.stop();
  const after = await server({ port: before.port, hostKeys: [first.private] });
  expect(await failureOf(fetch({ ...after.target, hostKey }))).toMatchObject({
    code: "source_host_key",
    message: "Connection error: Host key changed",
  });
  expect(after.secretsSeen).toBe(0);
});

test("a server that gains a key of a better type is still the same server", async () => {
  const before = await server({ hostKeys: [rsa.private] });
  const { hostKey, dispose } = await fetch(before.target);
  await dispose();
  expect(hostKey?.type).toBe("ssh-rsa");
  await before.stop();
  const after = await server({ port: before.port, hostKeys: [first.private, rsa.private] });
  await expectWhole({ ...after.target, hostKey });
});

test("a pinned type that is gone is a changed key, not an unusable server", async () => {
  const before = await server({ hostKeys: [first.private] });
  const { hostKey, dispose } = await fetch(before.target);
  await dispose();
  await before.stop();
  const after = await server({ port: before.port, hostKeys: [rsa.private] });
  expect((await failureOf(fetch({ ...after.target, hostKey }))).code).toBe("source_host_key");
});

test("a check tells the new key for approval, and fails at that stage", async () => {
  const before = await server();
  const signal = new AbortController().signal;
  const seen = await checkSource(before.target, { signal, onStage: () => {} });
  await before.stop();
  const after = await server({ port: before.port, hostKeys: [first.private] });
  const target = { ...after.target, hostKey: seen.hostKey };
  const { result, hostKey } = await checkSource(target, { signal, onStage: () => {} });
  expect(result.stages.at(-1)).toMatchObject({
    stage: "host_key",
    message: "Connection error: Host key changed",
  });
  expect(hostKey?.blob).toBe(first.public.split(" ")[1]);
});
