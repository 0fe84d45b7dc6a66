CREATE TABLE "drop_host_keys" (
	"type" text PRIMARY KEY NOT NULL,
	"public_key" text NOT NULL,
	"private_key_sealed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);

--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON drop_host_keys TO rollcall_app;
