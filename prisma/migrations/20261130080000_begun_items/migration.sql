-- What a job that was paused or cancelled had begun at Cloudflare is ended now, so somebody has to come back to it.
UPDATE "Job" job SET "dueAt" = CURRENT_TIMESTAMP
WHERE job."state" IN ('paused', 'cancelled') AND EXISTS (
  SELECT 1 FROM "JobItem" item WHERE item."jobId" = job."id"
    AND (item."state" = 'working' OR (item."state" = 'waiting' AND item."begunAt" IS NOT NULL)));
