CREATE TABLE "job_works" (
	"key" text PRIMARY KEY NOT NULL,
	"worker" text NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON job_works TO rollcall_app;
