"use client";

import { useForm } from "react-hook-form";
import { FormActions } from "@/components/patterns/form-actions";
import { FormShell } from "@/components/patterns/form-shell";
import { Hint } from "@/components/patterns/hint";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { PasswordField } from "@/components/patterns/password-field";
import { RadioField } from "@/components/patterns/radio-field";
import { TextField } from "@/components/patterns/text-field";
import { SwitchField } from "@/components/patterns/toggle-fields";
import { useScope } from "@/components/patterns/use-scope";
import { s3Check } from "@/components/remote-sources/kinds/s3-check";
import { useTellDraft } from "@/components/remote-sources/kinds/s3-draft";
import { s3SettingsOf } from "@/components/remote-sources/kinds/s3-settings";
import type { FormProps } from "@/components/remote-sources/kinds/source-ui";
import { useSaveSource } from "@/components/remote-sources/use-save-source";
import type { S3Fields, S3Input } from "@/lib/pipeline/source/s3/form";
import type { S3Settings } from "@/lib/pipeline/source/s3/settings";

const newResolver = lazyResolver(async () => (await import("@/lib/pipeline/source/s3/form")).newS3);
const editedResolver = lazyResolver(async () => (await import("@/lib/pipeline/source/s3/form")).editedS3);

const SERVICES = [
  { value: "aws", label: "Amazon S3", description: "A bucket in an AWS account." },
  {
    value: "other",
    label: "Another S3-compatible service",
    description: "Such as MinIO, Cloudflare R2, Wasabi, Backblaze B2 or Ceph.",
  },
];

/** The form of a bucket. */
export function S3Form({ source, field }: FormProps) {
  const { org } = useScope();
  const list = `/${org}/remote-sources`;
  const settings = source && s3SettingsOf(source.settings);
  const form = useForm<S3Fields, unknown, S3Input>({
    resolver: source ? editedResolver : newResolver,
    defaultValues: valuesOf(source?.name ?? "", settings),
  });
  const { checkAndSave, pending, dialog } = useSaveSource({ ui: s3Check, form, source, field });
  const { control } = form;
  const values = form.watch();
  const isOther = values.service === "other";
  useTellDraft(values);
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
        <RadioField control={control} name="service" label="Service" options={SERVICES} />
        {isOther ? (
          <TextField
            control={control}
            name="endpoint"
            label="Address"
            mono
            placeholder="https://minio.example.com"
            autoComplete="off"
            spellCheck={false}
            help="The address for programs (API endpoint), without the bucket."
          />
        ) : null}
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField
            control={control}
            name="bucket"
            label="Bucket"
            mono
            placeholder="hr-exports"
            autoComplete="off"
            spellCheck={false}
          />
          <TextField
            control={control}
            name="region"
            label="Region"
            mono
            optional={isOther}
            placeholder={isOther ? "us-east-1" : "eu-west-1"}
            autoComplete="off"
            spellCheck={false}
            help={isOther ? "Only if the service has regions." : "The region of the bucket."}
          />
        </div>
        <TextField
          control={control}
          name="prefix"
          label="Prefix"
          optional
          mono
          placeholder="exports/"
          autoComplete="off"
          spellCheck={false}
          help="The folder that the files are in. Paths start there, and Rollcall reads nothing outside of it."
        />
        <TextField
          control={control}
          name="accessKeyId"
          label="Access key ID"
          hint={
            <Hint about="Access key ID">
              <p>
                Create a user for Rollcall alone in your cloud account, with an access key and read access to
                this bucket. The policy beside the form is the least that it needs.
              </p>
            </Hint>
          }
          mono
          autoComplete="off"
          spellCheck={false}
        />
        <PasswordField
          control={control}
          name="secretAccessKey"
          label="Secret access key"
          autoComplete="off"
          help={secretHelp(settings, values)}
        />
        {isOther ? (
          <SwitchField
            control={control}
            name="pathStyle"
            label="Bucket in the path"
            help="On: https://host/bucket/key, which most services want. Off: https://bucket.host/key."
          />
        ) : null}
        <FormActions submit="Check and save" pending={pending} cancelHref={list} />
      </FormShell>
      {dialog}
    </>
  );
}

function secretHelp(settings: S3Settings | null, values: S3Fields): string {
  if (!settings) return "The key is encrypted and never shown again.";
  const { bucket, accessKeyId, endpoint } = settings.place;
  const isMoved =
    bucket !== values.bucket.trim() ||
    accessKeyId !== values.accessKeyId.trim() ||
    endpoint !== (values.service === "aws" ? "aws" : values.endpoint.trim().replace(/\/+$/, ""));
  return isMoved
    ? "Enter the key again. The stored key is only used for the service, bucket and access key ID it was entered for."
    : "A key is stored and never shown. Leave this field empty to keep it.";
}

function valuesOf(name: string, settings: S3Settings | null): S3Fields {
  const endpoint = settings?.place.endpoint ?? "aws";
  return {
    kind: "s3",
    name,
    service: endpoint === "aws" ? "aws" : "other",
    endpoint: endpoint === "aws" ? "" : endpoint,
    region: settings?.region ?? "",
    bucket: settings?.place.bucket ?? "",
    prefix: settings?.prefix ?? "",
    accessKeyId: settings?.place.accessKeyId ?? "",
    secretAccessKey: "",
    pathStyle: settings?.pathStyle ?? true,
  };
}
