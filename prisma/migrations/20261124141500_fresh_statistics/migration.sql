-- No table changes; what Postgres knows of them does.

-- Every key of ours begins with the environment. On a table without statistics Postgres believes that an environment has two or three rows, so
-- that one index that begins with it is as good as another; the plan it makes then is kept by prepared statements, and reads the whole environment
-- for each row once that has grown. Autovacuum would look after it a minute later, which in an import of a minute is too late: measured 42 ms of
-- Postgres's CPU for a step of a run instead of 6. So whatever has doubled since it was last analyzed is analyzed now. It costs milliseconds while
-- tables are small, and large ones double seldom; for a new month's partitions it matters as on the first day.
CREATE FUNCTION "refresh_statistics"() RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  grown text;
BEGIN
  -- One at a time; the others find the work done.
  IF NOT pg_try_advisory_xact_lock(hashtext('journeyman.refresh_statistics')) THEN
    RETURN;
  END IF;
  FOR grown IN
    SELECT c.relname FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
    JOIN pg_stat_user_tables s ON s.relid = c.oid
    WHERE c.relkind = 'r' AND s.n_live_tup >= 2 * greatest(c.reltuples, 15)
    ORDER BY c.relname
  LOOP
    EXECUTE format('ANALYZE (SKIP_LOCKED) public.%I', grown);
    RETURN NEXT grown;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION "refresh_statistics"() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "refresh_statistics"() TO "journeyman_engine";

-- The inbox is empty most of the time, so its statistics always say "nothing here", and any index is as good as another until it fills up at once. Of
-- equals the planner takes the index that was made last: that must be the one by person, which every look into it names.
DROP INDEX "inbox_environment_id_profile_id_id_idx";
CREATE INDEX "inbox_environment_id_profile_id_id_idx" ON "inbox"("environment_id", "profile_id", "id");
