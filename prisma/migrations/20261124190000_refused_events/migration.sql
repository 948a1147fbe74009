-- AlterTable
ALTER TABLE "source" ADD COLUMN     "refused_at" TIMESTAMPTZ(3),
ADD COLUMN     "refused_events" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "refused_reason" TEXT;
