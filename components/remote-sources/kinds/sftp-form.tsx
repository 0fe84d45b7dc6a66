"use client";

import { useForm } from "react-hook-form";
import { FormActions } from "@/components/patterns/form-actions";
import { FormShell } from "@/components/patterns/form-shell";
import { Hint } from "@/components/patterns/hint";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { PasswordField } from "@/components/patterns/password-field";
import { RadioField } from "@/components/patterns/radio-field";
import { TextField } from "@/components/patterns/text-field";
import { useScope } from "@/components/patterns/use-scope";
import { sftpCheck } from "@/components/remote-sources/kinds/sftp-check";
import { KeyPair } from "@/components/remote-sources/kinds/sftp-key-pair";
import { OutdatedSwitch } from "@/components/remote-sources/kinds/sftp-outdated-switch";
import { sftpSettingsOf } from "@/components/remote-sources/kinds/sftp-settings";
import type { FormProps } from "@/components/remote-sources/kinds/source-ui";
import { useSaveSource } from "@/components/remote-sources/use-save-source";
import type { SftpFields, SftpInput } from "@/lib/pipeline/source/sftp/form";
import type { SftpSettings } from "@/lib/pipeline/source/sftp/settings";

const newResolver = lazyResolver(async () => (await import("@/lib/pipeline/source/sftp/form")).newSftp);
const editedResolver = lazyResolver(async () => (await import("@/lib/pipeline/source/sftp/form")).editedSftp);

const AUTH_CHOICES = [
  { value: "password", label: "Password", description: "The most common option." },
  {
    value: "private_key",
    label: "Private Key",
    description: "An SSH key pair. The public key must be installed on the server.",
  },
  {
    value: "key_pair",
    label: "Key pair created by Rollcall",
    description: "You install its public key on the server. Nobody ever handles the private key.",
  },
];

const START_CHOICES = [
  { value: "home", label: "Home folder", description: "Paths are relative to the home folder of the user." },
  {
    value: "root",
    label: "Server root",
    description: "Paths start at the root of the server, for files outside the home folder.",
  },
];

/** The form of a connection. */
export function SftpForm({ source, field, publicKey = null }: FormProps) {
  const { org } = useScope();
  const list = `/${org}/remote-sources`;
  const settings = source && sftpSettingsOf(source.settings);
  const form = useForm<SftpFields, unknown, SftpInput>({
    resolver: source ? editedResolver : newResolver,
    defaultValues: valuesOf(source?.name ?? "", settings),
  });
  const { checkAndSave, pending, dialog } = useSaveSource({ ui: sftpCheck, form, source, field });
  const { control } = form;
  const authKind = form.watch("authKind");
  const [host, port, username] = form.watch(["host", "port", "username"]);
  const place = settings?.place;
  const isMoved =
    place !== undefined &&
    (place.host !== host || String(place.port) !== port || place.username !== username);
  const stored = settings?.authKind === authKind;
  const keepsStored = stored && !isMoved;
  return (
    <>
      <FormShell form={form} onSubmit={checkAndSave}>
        <TextField
          control={control}
          name="name"
          label="Name"
          help="A name you will recognize, such as “HR export”."
          autoComplete="off"
          autoFocus={!source && !field}
        />
        <div className="grid gap-5 sm:grid-cols-[1fr_7rem]">
          <TextField
            control={control}
            name="host"
            label="Host"
            hint={
              <Hint about="Host">
                <p>The name or IP address of your SFTP server, without sftp:// and without a path.</p>
                <p>
                  It has to be reachable from the internet. Your IT team may have to allow our addresses
                  first.
                </p>
              </Hint>
            }
            mono
            placeholder="sftp.example.com"
            autoComplete="off"
            spellCheck={false}
          />
          <TextField control={control} name="port" label="Port" inputMode="numeric" autoComplete="off" />
        </div>
        <TextField
          control={control}
          name="username"
          label="User"
          hint={
            <Hint about="User">
              <p>The login that Rollcall uses on the server. Ask for one of its own that can only read.</p>
            </Hint>
          }
          mono
          autoComplete="off"
          spellCheck={false}
        />
        <RadioField control={control} name="authKind" label="Sign in with" options={AUTH_CHOICES} />
        {authKind === "key_pair" ? (
          <KeyPair form={form} stored={publicKey} moved={isMoved} />
        ) : authKind === "private_key" ? (
          <>
            <TextField
              control={control}
              name="privateKey"
              label="Private Key"
              multiline
              rows={7}
              mono
              spellCheck={false}
              autoComplete="off"
              placeholder={keepsStored ? "" : "-----BEGIN OPENSSH PRIVATE KEY-----"}
              help={
                keepsStored
                  ? "A key is stored and never shown. Leave this field empty to keep it."
                  : stored
                    ? "Paste the key again. The stored key is only used for the host, port and user it was entered for."
                    : "Paste the whole file, including its first and last lines. The key is encrypted and never shown again."
              }
            />
            <PasswordField
              control={control}
              name="passphrase"
              label="Passphrase"
              optional
              autoComplete="off"
              help="Only if the key is protected by one."
            />
          </>
        ) : (
          <PasswordField
            control={control}
            name="password"
            label="Password"
            autoComplete="off"
            help={
              keepsStored
                ? "A password is stored and never shown. Leave this field empty to keep it."
                : stored
                  ? "Re-enter the password. The stored password is only used for the host, port and user it was entered for."
                  : "The password is encrypted and never shown again."
            }
          />
        )}
        <RadioField
          control={control}
          name="startAt"
          label="Paths start at"
          hint={
            <Hint about="Paths start at">
              <p>
                Most servers show a user only the home folder: keep this. Choose the server root if the file
                is in a folder such as /data/exports that is not below it.
              </p>
            </Hint>
          }
          options={START_CHOICES}
        />
        <OutdatedSwitch form={form} />
        <FormActions submit="Check and save" pending={pending} cancelHref={list} />
      </FormShell>
      {dialog}
    </>
  );
}

function valuesOf(name: string, settings: SftpSettings | null): SftpFields {
  return {
    kind: "sftp",
    name,
    host: settings?.place.host ?? "",
    port: String(settings?.place.port ?? 22),
    username: settings?.place.username ?? "",
    authKind: settings?.authKind ?? "password",
    password: "",
    privateKey: "",
    passphrase: "",
    keyDraft: "",
    allowOutdated: settings?.allowOutdated ?? false,
    startAt: settings?.startAt ?? "home",
  };
}
