-- The tables are what Prisma's schema engine makes of schema.prisma, but for the PARTITION BY of event_key, event, run, message and trace.
-- A copy of that schema lies beside this file: the next migration is the difference from it (`npm run diff -w @journeyman/prisma -- <name>`).

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspace" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "postal_address" TEXT,
    "quiet_hours" JSONB,
    "cap" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "environment" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "brake_at" TIMESTAMPTZ(3),
    "brake_reason" TEXT,
    "test_recipients" TEXT[],
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "environment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_account" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "disabled_at" TIMESTAMPTZ(3),
    "preferences" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "organisation_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "member_pkey" PRIMARY KEY ("workspace_id","user_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "environment_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("environment_id","id")
);

-- CreateTable
CREATE TABLE "audit" (
    "organisation_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "environment_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT,
    "subject_id" TEXT,
    "commitment" TEXT NOT NULL,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("organisation_id","seq")
);

-- CreateTable
CREATE TABLE "audit_detail" (
    "organisation_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "salt" TEXT NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "audit_detail_pkey" PRIMARY KEY ("organisation_id","seq")
);

-- CreateTable
CREATE TABLE "person_key" (
    "environment_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "kek_id" TEXT NOT NULL,
    "wrapped" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_key_pkey" PRIMARY KEY ("environment_id","profile_id")
);

-- CreateTable
CREATE TABLE "profile" (
    "environment_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "traits" JSONB NOT NULL DEFAULT '{}',
    "sealed" BYTEA,
    "time_zone" TEXT,
    "locale" TEXT,
    "country" TEXT,
    "position" BIGINT NOT NULL DEFAULT 0,
    "redirect_to" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "first_seen_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "profile_pkey" PRIMARY KEY ("environment_id","id")
);

-- CreateTable
CREATE TABLE "identity" (
    "environment_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value_hash" BYTEA NOT NULL,
    "profile_id" UUID NOT NULL,
    "value" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "identity_pkey" PRIMARY KEY ("environment_id","kind","value_hash")
);

-- CreateTable
CREATE TABLE "trait_history" (
    "environment_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "value" JSONB,
    "sealed" BYTEA,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "event_id" UUID,
    "source_id" UUID,

    CONSTRAINT "trait_history_pkey" PRIMARY KEY ("environment_id","id")
);

-- CreateTable
CREATE TABLE "contact_point" (
    "environment_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "address_hash" BYTEA NOT NULL,
    "organisation_hash" BYTEA NOT NULL,
    "domain_hash" BYTEA,
    "hint" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "soft_bounces" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "replaced_at" TIMESTAMPTZ(3),

    CONSTRAINT "contact_point_pkey" PRIMARY KEY ("environment_id","id")
);

-- CreateTable
CREATE TABLE "tombstone" (
    "environment_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value_hash" BYTEA NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tombstone_pkey" PRIMARY KEY ("environment_id","kind","value_hash")
);

-- CreateTable
CREATE TABLE "field_class" (
    "environment_id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "decided" BOOLEAN NOT NULL DEFAULT false,
    "type" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "field_class_pkey" PRIMARY KEY ("environment_id","scope","name")
);

-- CreateTable
CREATE TABLE "topic" (
    "environment_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL DEFAULT 'topic',
    "no_record" TEXT NOT NULL DEFAULT 'opt-in',
    "wording" TEXT NOT NULL DEFAULT '',
    "wording_version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "topic_pkey" PRIMARY KEY ("environment_id","id")
);

-- CreateTable
CREATE TABLE "consent" (
    "environment_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "contact_point_id" UUID,
    "subject" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "wording" TEXT,
    "wording_version" INTEGER,
    "language" TEXT,
    "method" TEXT NOT NULL,
    "source_id" UUID,
    "actor_id" UUID,
    "event_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_pkey" PRIMARY KEY ("environment_id","id")
);

-- CreateTable
CREATE TABLE "consent_state" (
    "environment_id" UUID NOT NULL,
    "contact_point_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "consent_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_state_pkey" PRIMARY KEY ("environment_id","contact_point_id","subject")
);

-- CreateTable
CREATE TABLE "suppression" (
    "organisation_id" UUID NOT NULL,
    "environment_kind" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "organisation_hash" BYTEA NOT NULL,
    "reason" TEXT NOT NULL,
    "environment_id" UUID,
    "message_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suppression_pkey" PRIMARY KEY ("organisation_id","environment_kind","kind","organisation_hash")
);

-- CreateTable
CREATE TABLE "source" (
    "environment_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "write_key" TEXT,
    "write_key_hash" TEXT,
    "prefix" TEXT NOT NULL,
    "token_secret" BYTEA,
    "may_consent" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "source_pkey" PRIMARY KEY ("environment_id","id")
);

-- CreateTable
CREATE TABLE "event_key" (
    "environment_id" UUID NOT NULL,
    "message_hash" BYTEA NOT NULL,
    "event_id" UUID NOT NULL,

    CONSTRAINT "event_key_pkey" PRIMARY KEY ("environment_id","message_hash")
) PARTITION BY HASH ("environment_id", "message_hash");

-- CreateTable
CREATE TABLE "event" (
    "environment_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "source_id" UUID,
    "properties" JSONB NOT NULL DEFAULT '{}',
    "sealed" BYTEA,
    "context" JSONB NOT NULL DEFAULT '{}',
    "historical" BOOLEAN NOT NULL DEFAULT false,
    "trusted" BOOLEAN NOT NULL DEFAULT true,
    "depth" INTEGER NOT NULL DEFAULT 0,
    "position" BIGINT,

    CONSTRAINT "event_pkey" PRIMARY KEY ("environment_id","id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "inbox" (
    "environment_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "event_id" UUID,
    "fact_id" UUID,
    "identities" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failed_at" TIMESTAMPTZ(3),
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("environment_id","id")
);

-- CreateTable
CREATE TABLE "journey" (
    "environment_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'draft',
    "live_version_id" UUID,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "journey_pkey" PRIMARY KEY ("environment_id","id")
);

-- CreateTable
CREATE TABLE "draft" (
    "environment_id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "definition" JSONB NOT NULL,
    "layout" JSONB NOT NULL DEFAULT '{}',
    "updated_by" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("environment_id","journey_id")
);

-- CreateTable
CREATE TABLE "version" (
    "environment_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "layout" JSONB NOT NULL DEFAULT '{}',
    "plan" JSONB NOT NULL,
    "checksum" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "published_by" UUID,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "version_pkey" PRIMARY KEY ("environment_id","id")
);

-- CreateTable
CREATE TABLE "trigger" (
    "environment_id" UUID NOT NULL,
    "event_name" TEXT NOT NULL,
    "journey_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,

    CONSTRAINT "trigger_pkey" PRIMARY KEY ("environment_id","event_name","journey_id")
);

-- CreateTable
CREATE TABLE "entry" (
    "environment_id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "open_run_id" UUID,
    "last_start" TIMESTAMPTZ(3),
    "last_end" TIMESTAMPTZ(3),
    "starts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "entry_pkey" PRIMARY KEY ("environment_id","journey_id","profile_id","key_hash")
);

-- CreateTable
CREATE TABLE "refusal" (
    "environment_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "event_id" UUID,
    "reason" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refusal_pkey" PRIMARY KEY ("environment_id","id")
);

-- CreateTable
CREATE TABLE "run" (
    "environment_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "trigger_event_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'active',
    "preview" BOOLEAN NOT NULL DEFAULT false,
    "state" JSONB,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "answer" JSONB,
    "wake_at" TIMESTAMPTZ(3),
    "from_position" BIGINT NOT NULL DEFAULT 0,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "exit_reason" TEXT,
    "stuck" JSONB,

    CONSTRAINT "run_pkey" PRIMARY KEY ("environment_id","id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "mail" (
    "environment_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_pkey" PRIMARY KEY ("environment_id","run_id","id")
);

-- CreateTable
CREATE TABLE "wait" (
    "environment_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "node" TEXT NOT NULL,
    "visit" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "filter" JSONB,
    "from_position" BIGINT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "satisfied_by" UUID,
    "satisfied_at" TIMESTAMPTZ(3),

    CONSTRAINT "wait_pkey" PRIMARY KEY ("environment_id","id")
);

-- CreateTable
CREATE TABLE "poke" (
    "environment_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "stamp" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "poke_pkey" PRIMARY KEY ("environment_id","run_id")
);

-- CreateTable
CREATE TABLE "trace" (
    "environment_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "node" TEXT NOT NULL,
    "visit" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "port" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "trace_pkey" PRIMARY KEY ("environment_id","run_id","id")
) PARTITION BY RANGE ("run_id");

-- CreateTable
CREATE TABLE "tally" (
    "environment_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "node" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "n" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tally_pkey" PRIMARY KEY ("environment_id","id")
);

-- CreateTable
CREATE TABLE "step_count" (
    "environment_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "node" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "n" BIGINT NOT NULL,

    CONSTRAINT "step_count_pkey" PRIMARY KEY ("environment_id","version_id","node","what","hour")
);

-- CreateTable
CREATE TABLE "conversion" (
    "environment_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "value" DECIMAL(65,30),
    "currency" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversion_pkey" PRIMARY KEY ("environment_id","run_id","event_id")
);

-- CreateTable
CREATE TABLE "template" (
    "environment_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "current_version_id" UUID,
    "transactional" BOOLEAN NOT NULL DEFAULT false,
    "draft" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "updated_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "template_pkey" PRIMARY KEY ("environment_id","id")
);

-- CreateTable
CREATE TABLE "template_version" (
    "environment_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "template_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "published_by" UUID,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "template_version_pkey" PRIMARY KEY ("environment_id","id")
);

-- CreateTable
CREATE TABLE "provider" (
    "environment_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "secrets" BYTEA,
    "fake" BOOLEAN NOT NULL DEFAULT false,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "webhook_token" TEXT NOT NULL,
    "rate_per_second" DOUBLE PRECISION,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_pkey" PRIMARY KEY ("environment_id","id")
);

-- CreateTable
CREATE TABLE "message" (
    "environment_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "node" TEXT NOT NULL,
    "visit" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "endpoint" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "template_id" UUID,
    "template_version_id" UUID,
    "topic" TEXT,
    "class" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "reason" TEXT,
    "decision" JSONB,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "held_until" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "claim_id" UUID,
    "claimed_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "provider_id" UUID,
    "provider_message_id" TEXT,
    "rendered" BYTEA,
    "subject_sealed" BYTEA,
    "error" TEXT,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "final_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),
    "clicked_at" TIMESTAMPTZ(3),
    "bounced_at" TIMESTAMPTZ(3),
    "complained_at" TIMESTAMPTZ(3),
    "unsubscribed_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_pkey" PRIMARY KEY ("environment_id","run_id","id")
) PARTITION BY RANGE ("run_id");

-- CreateTable
CREATE TABLE "message_fact" (
    "environment_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,
    "provider_event_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "run_id" UUID,
    "message_id" UUID,
    "provider_message_id" TEXT,
    "automatic" BOOLEAN NOT NULL DEFAULT false,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_fact_pkey" PRIMARY KEY ("environment_id","id")
);

-- CreateTable
CREATE TABLE "link" (
    "environment_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "link_pkey" PRIMARY KEY ("environment_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "workspace_organisation_id_slug_key" ON "workspace"("organisation_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "environment_workspace_id_kind_key" ON "environment"("workspace_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "user_account_email_key" ON "user_account"("email");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "profile_environment_id_last_seen_at_idx" ON "profile"("environment_id", "last_seen_at");

-- CreateIndex
CREATE INDEX "identity_environment_id_profile_id_idx" ON "identity"("environment_id", "profile_id");

-- CreateIndex
CREATE INDEX "trait_history_environment_id_profile_id_name_at_idx" ON "trait_history"("environment_id", "profile_id", "name", "at");

-- CreateIndex
CREATE INDEX "contact_point_environment_id_kind_address_hash_idx" ON "contact_point"("environment_id", "kind", "address_hash");

-- CreateIndex
CREATE INDEX "contact_point_environment_id_domain_hash_idx" ON "contact_point"("environment_id", "domain_hash");

-- CreateIndex
CREATE UNIQUE INDEX "contact_point_environment_id_profile_id_kind_address_hash_key" ON "contact_point"("environment_id", "profile_id", "kind", "address_hash");

-- CreateIndex
CREATE UNIQUE INDEX "topic_environment_id_key_key" ON "topic"("environment_id", "key");

-- CreateIndex
CREATE INDEX "consent_environment_id_contact_point_id_subject_at_idx" ON "consent"("environment_id", "contact_point_id", "subject", "at");

-- CreateIndex
CREATE INDEX "consent_environment_id_profile_id_idx" ON "consent"("environment_id", "profile_id");

-- CreateIndex
CREATE UNIQUE INDEX "source_write_key_key" ON "source"("write_key");

-- CreateIndex
CREATE UNIQUE INDEX "source_write_key_hash_key" ON "source"("write_key_hash");

-- CreateIndex
CREATE INDEX "event_environment_id_profile_id_at_idx" ON "event"("environment_id", "profile_id", "at");

-- CreateIndex
CREATE INDEX "event_environment_id_name_at_idx" ON "event"("environment_id", "name", "at");

-- CreateIndex
CREATE INDEX "inbox_environment_id_profile_id_id_idx" ON "inbox"("environment_id", "profile_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "journey_environment_id_key_key" ON "journey"("environment_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "version_environment_id_journey_id_number_key" ON "version"("environment_id", "journey_id", "number");

-- CreateIndex
CREATE INDEX "refusal_environment_id_journey_id_at_idx" ON "refusal"("environment_id", "journey_id", "at");

-- CreateIndex
CREATE INDEX "refusal_environment_id_profile_id_idx" ON "refusal"("environment_id", "profile_id");

-- CreateIndex
CREATE INDEX "run_environment_id_profile_id_idx" ON "run"("environment_id", "profile_id");

-- CreateIndex
CREATE INDEX "run_environment_id_version_id_status_idx" ON "run"("environment_id", "version_id", "status");

-- CreateIndex
CREATE INDEX "wait_environment_id_run_id_idx" ON "wait"("environment_id", "run_id");

-- CreateIndex
CREATE INDEX "poke_due_at_idx" ON "poke"("due_at");

-- CreateIndex
CREATE INDEX "trace_environment_id_profile_id_at_idx" ON "trace"("environment_id", "profile_id", "at");

-- CreateIndex
CREATE INDEX "conversion_environment_id_version_id_at_idx" ON "conversion"("environment_id", "version_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "template_environment_id_key_key" ON "template"("environment_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "template_version_environment_id_template_id_number_key" ON "template_version"("environment_id", "template_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "provider_webhook_token_key" ON "provider"("webhook_token");

-- CreateIndex
CREATE INDEX "message_environment_id_profile_id_planned_at_idx" ON "message"("environment_id", "profile_id", "planned_at");

-- CreateIndex
CREATE INDEX "message_environment_id_id_idx" ON "message"("environment_id", "id");

-- CreateIndex
CREATE INDEX "message_environment_id_state_id_idx" ON "message"("environment_id", "state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "message_environment_id_run_id_node_visit_channel_endpoint_key" ON "message"("environment_id", "run_id", "node", "visit", "channel", "endpoint");

-- CreateIndex
CREATE INDEX "message_fact_environment_id_message_id_idx" ON "message_fact"("environment_id", "message_id");

-- CreateIndex
CREATE INDEX "message_fact_environment_id_provider_message_id_idx" ON "message_fact"("environment_id", "provider_message_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_fact_environment_id_provider_id_provider_event_id_key" ON "message_fact"("environment_id", "provider_id", "provider_event_id");

-- CreateIndex
CREATE UNIQUE INDEX "link_environment_id_hash_key" ON "link"("environment_id", "hash");

-- AddForeignKey
ALTER TABLE "workspace" ADD CONSTRAINT "workspace_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "environment" ADD CONSTRAINT "environment_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_account" ADD CONSTRAINT "user_account_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ═════════════════════════ By hand from here: what Prisma does not know ═════════════════════════

-- Indexes over a part of a table: what the loops of the worker look for, and nothing else.
CREATE INDEX "run_due" ON "run" ("wake_at") WHERE "status" = 'active' AND "wake_at" IS NOT NULL;
CREATE INDEX "entry_open" ON "entry" ("environment_id", "profile_id") WHERE "open_run_id" IS NOT NULL;
CREATE INDEX "wait_open" ON "wait" ("environment_id", "profile_id", "subject") WHERE "satisfied_at" IS NULL;
CREATE INDEX "inbox_waiting" ON "inbox" ("id") WHERE "failed_at" IS NULL;
CREATE INDEX "message_provider_id" ON "message" ("environment_id", "provider_message_id") WHERE "provider_message_id" IS NOT NULL;
CREATE INDEX "message_lease" ON "message" ("lease_until") WHERE "state" = 'claimed';
CREATE INDEX "message_held" ON "message" ("held_until") WHERE "state" = 'held';
CREATE INDEX "session_live" ON "session" ("expires_at") WHERE "revoked_at" IS NULL;

-- Small tables that turn over fast: vacuum early, leave room for updates in place.
ALTER TABLE "inbox" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE "poke" SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE "mail" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE "tally" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE "wait" SET (autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "profile" SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "entry" SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "step_count" SET (fillfactor = 70);

-- ───────────────────────── roles ─────────────────────────
-- Made here without a way to log in; `migrate()` (or whoever runs the database) gives them a password.
-- Roles belong to the whole cluster, so another database of it may have made them already, or be making them now.

DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['journeyman_app', 'journeyman_engine'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOINHERIT', role_name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
  END LOOP;
END $$;

GRANT USAGE ON SCHEMA "public" TO "journeyman_app", "journeyman_engine";

-- ───────────────────────── row level security ─────────────────────────
-- An earlier transaction on a pooled connection leaves '' in the setting, not NULL: nullif turns both into "no rows".
-- The sub-select makes it one look-up a statement instead of one a row.
-- Every table added later must call protect_tenant_table() in its own migration; a test counts them.

CREATE FUNCTION "protect_tenant_table"("table_name" text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', table_name);
  EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', table_name);
  EXECUTE format(
    'CREATE POLICY "tenant" ON public.%I USING (environment_id = (SELECT nullif(current_setting(''app.environment'', true), '''')::uuid)) '
    'WITH CHECK (environment_id = (SELECT nullif(current_setting(''app.environment'', true), '''')::uuid))', table_name);
  EXECUTE format('CREATE POLICY "engine" ON public.%I TO "journeyman_engine" USING (true) WITH CHECK (true)', table_name);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON public.%I TO "journeyman_app", "journeyman_engine"', table_name);
END $$;

CREATE FUNCTION "protect_organisation_table"("table_name" text, "column_name" text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', table_name);
  EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', table_name);
  EXECUTE format(
    'CREATE POLICY "organisation" ON public.%I USING (%I = (SELECT nullif(current_setting(''app.organisation'', true), '''')::uuid)) '
    'WITH CHECK (%I = (SELECT nullif(current_setting(''app.organisation'', true), '''')::uuid))', table_name, column_name, column_name);
  EXECUTE format('CREATE POLICY "engine" ON public.%I TO "journeyman_engine" USING (true) WITH CHECK (true)', table_name);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON public.%I TO "journeyman_app", "journeyman_engine"', table_name);
END $$;

REVOKE ALL ON FUNCTION "protect_tenant_table"(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION "protect_organisation_table"(text, text) FROM PUBLIC;

SELECT "protect_tenant_table"(name) FROM unnest(ARRAY[
  'api_key', 'person_key', 'profile', 'identity', 'trait_history', 'contact_point', 'tombstone', 'field_class',
  'topic', 'consent', 'consent_state', 'source', 'event_key', 'event', 'inbox',
  'journey', 'draft', 'version', 'trigger', 'entry', 'refusal',
  'run', 'mail', 'wait', 'poke', 'trace', 'tally', 'step_count', 'conversion',
  'template', 'template_version', 'provider', 'message', 'message_fact', 'link'
]) AS name;

SELECT "protect_organisation_table"('organisation', 'id');
SELECT "protect_organisation_table"(name, 'organisation_id') FROM unnest(ARRAY[
  'workspace', 'environment', 'user_account', 'member', 'session', 'audit', 'audit_detail', 'suppression'
]) AS name;

-- A transaction of one environment may read that environment's own row before it knows the organisation: `app.organisation` is derived from it.
CREATE POLICY "own_environment" ON "environment" FOR SELECT USING ("id" = (SELECT nullif(current_setting('app.environment', true), '')::uuid));

-- ───────────────────────── what is never changed ─────────────────────────

-- A published version and a published template are what runs point at.
REVOKE UPDATE, DELETE ON "version", "template_version" FROM "journeyman_app", "journeyman_engine";

-- Audit and consent are appended to. The grants say so, and the trigger says so to the owner as well.
REVOKE UPDATE, DELETE ON "audit", "consent" FROM "journeyman_app", "journeyman_engine";
-- The payload of an audit entry can be shredded (the chain holds only its commitment), by the engine's role alone.
REVOKE UPDATE, DELETE ON "audit_detail" FROM "journeyman_app";
REVOKE UPDATE ON "audit_detail" FROM "journeyman_engine";

CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Rows of "%" are append-only: % is refused.', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER "audit_append_only" BEFORE UPDATE OR DELETE ON "audit" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_no_truncate" BEFORE TRUNCATE ON "audit" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "consent_append_only" BEFORE UPDATE OR DELETE ON "consent" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "consent_no_truncate" BEFORE TRUNCATE ON "consent" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "version_append_only" BEFORE UPDATE OR DELETE ON "version" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "template_version_append_only" BEFORE UPDATE OR DELETE ON "template_version" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- ───────────────────────── partitions ─────────────────────────
-- Nobody gets a grant on a partition: reading one directly would pass by the parent's policy. They also have row security on with no
-- policy at all, so that even a grant given by mistake shows nothing.

CREATE FUNCTION "uuid_v7_floor"("at" timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT (substr(hex, 1, 8) || '-' || substr(hex, 9, 4) || '-0000-0000-000000000000')::uuid
  FROM (SELECT lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') AS hex) AS h
$$;
COMMENT ON FUNCTION "uuid_v7_floor"(timestamptz) IS 'The smallest UUIDv7 that a moment can have: the bound between two months.';

CREATE FUNCTION "seal_partition"("partition_name" text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', partition_name);
  EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', partition_name);
  EXECUTE format('REVOKE ALL ON public.%I FROM PUBLIC, "journeyman_app", "journeyman_engine"', partition_name);
END $$;
REVOKE ALL ON FUNCTION "seal_partition"(text) FROM PUBLIC;

DO $$
DECLARE
  parent text;
BEGIN
  FOR remainder IN 0..15 LOOP
    EXECUTE format('CREATE TABLE public.%I PARTITION OF public."event_key" FOR VALUES WITH (MODULUS 16, REMAINDER %s)',
      'event_key_' || lpad(remainder::text, 2, '0'), remainder);
    PERFORM "seal_partition"('event_key_' || lpad(remainder::text, 2, '0'));
  END LOOP;
  FOREACH parent IN ARRAY ARRAY['event', 'run', 'message', 'trace'] LOOP
    EXECUTE format('CREATE TABLE public.%I PARTITION OF public.%I DEFAULT', parent || '_default', parent);
    PERFORM "seal_partition"(parent || '_default');
  END LOOP;
END $$;

-- Makes the monthly partitions from last month to `months_ahead` months from now, and returns the names of the new ones.
-- Runs with the owner's rights, because only the owner may add tables; it takes nothing from the caller but a number.
CREATE FUNCTION "ensure_partitions"("months_ahead" integer DEFAULT 3) RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  parent text;
  child text;
  month timestamp;
BEGIN
  IF months_ahead < 0 OR months_ahead > 24 THEN
    RAISE EXCEPTION 'ensure_partitions: months_ahead is %, and must lie between 0 and 24.', months_ahead;
  END IF;
  -- One maker at a time; the others find the work done.
  PERFORM pg_advisory_xact_lock(hashtext('journeyman.ensure_partitions'));
  FOREACH parent IN ARRAY ARRAY['event', 'run', 'message', 'trace'] LOOP
    FOR ahead IN -1..months_ahead LOOP
      month := date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => ahead);
      child := parent || to_char(month, '"_"YYYY"_"MM');
      CONTINUE WHEN to_regclass('public.' || quote_ident(child)) IS NOT NULL;
      BEGIN
        EXECUTE format('CREATE TABLE public.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L)', child, parent,
          public.uuid_v7_floor(month AT TIME ZONE 'UTC'), public.uuid_v7_floor((month + interval '1 month') AT TIME ZONE 'UTC'));
      EXCEPTION WHEN check_violation THEN
        -- Rows of that month lie in the default partition already. They are found there, so the month simply stays there.
        RAISE WARNING 'Partition % was not made: % holds rows of that month.', child, parent || '_default';
        CONTINUE;
      END;
      PERFORM public.seal_partition(child);
      IF parent IN ('run', 'message') THEN
        EXECUTE format('ALTER TABLE public.%I SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05)', child);
      END IF;
      RETURN NEXT child;
    END LOOP;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION "ensure_partitions"(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "ensure_partitions"(integer) TO "journeyman_engine";

SELECT "ensure_partitions"(3);
