-- Times are written and read as UTC wall clock. A server in another zone would shift each of them by its offset,
-- and an hour would be lost or come twice when its clocks change.
ALTER ROLE CURRENT_USER SET timezone = 'UTC';
