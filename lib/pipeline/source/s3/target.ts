/** A bucket and whom it is opened as, with the secret opened. */
export type S3Target = {
  kind: "s3";
  /** A server shows a certificate, not a key to pin. */
  hostKey: null;
  /** Such as `https://s3.eu-west-1.amazonaws.com`. */
  endpoint: string;
  region: string;
  bucket: string;
  /** Empty, or up to a slash. */
  prefix: string;
  pathStyle: boolean;
  accessKeyId: string;
  secretAccessKey: string;
};
