-- AlterTable
ALTER TABLE "environment" DROP COLUMN "test_recipients";

-- CreateTable
CREATE TABLE "test_recipient" (
    "environment_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "organisation_hash" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "test_recipient_pkey" PRIMARY KEY ("environment_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "test_recipient_environment_id_kind_organisation_hash_key" ON "test_recipient"("environment_id", "kind", "organisation_hash");

-- Row level security
SELECT "protect_tenant_table"('test_recipient');
