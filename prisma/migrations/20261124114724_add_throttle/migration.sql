-- CreateTable
CREATE TABLE "throttle" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "reset_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "throttle_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "throttle_reset_at_idx" ON "throttle"("reset_at");

-- It belongs to no tenant: an account is known only after its owner has signed in. The engine's role alone may see it.
ALTER TABLE "throttle" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "throttle" FORCE ROW LEVEL SECURITY;
CREATE POLICY "engine" ON "throttle" TO "journeyman_engine" USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "throttle" TO "journeyman_engine";
