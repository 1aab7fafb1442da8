/** Forward-only steps; step n brings the schema from version n to n + 1. Never edit one that has been released. */
export const steps: readonly string[] = [
  `
  CREATE SEQUENCE image_order;
  CREATE TABLE image (
    id text COLLATE "C" PRIMARY KEY,
    custom boolean NOT NULL,
    filename text,
    uploaded timestamptz(3) NOT NULL,
    -- Position in lists: taken when the image comes into being, so a late upload of an old draft is new.
    position bigint NOT NULL DEFAULT nextval('image_order'),
    require_signed_urls boolean NOT NULL,
    meta jsonb NOT NULL DEFAULT '{}',
    creator text,
    draft boolean NOT NULL,
    expires timestamptz(3),
    file text UNIQUE,
    type text,
    bytes integer,
    width integer,
    height integer,
    frames integer,
    sha256 text,
    CHECK (draft = (expires IS NOT NULL)),
    CHECK (draft = (file IS NULL)),
    CHECK (NOT (custom AND require_signed_urls))
  );
  CREATE UNIQUE INDEX image_position ON image (position) WHERE NOT draft;
  CREATE INDEX image_creator ON image (creator, position) WHERE NOT draft;
  CREATE INDEX image_meta ON image USING gin (meta jsonb_path_ops) WHERE NOT draft;
  CREATE INDEX image_expires ON image (expires) WHERE draft;
  CREATE TABLE signing_key (
    name text COLLATE "C" PRIMARY KEY,
    value text NOT NULL,
    position bigint GENERATED ALWAYS AS IDENTITY
  );
  CREATE TABLE variant (
    id text COLLATE "C" PRIMARY KEY,
    options jsonb NOT NULL,
    never_require_signed_urls boolean NOT NULL,
    position bigint GENERATED ALWAYS AS IDENTITY
  );
  CREATE TABLE setting (name text PRIMARY KEY, value jsonb NOT NULL);
  CREATE TABLE batch_token (digest text PRIMARY KEY, expires timestamptz(3) NOT NULL);
  `,
  // The id that this database shares with its data folder, in one row at most.
  "CREATE TABLE home (id text PRIMARY KEY)",
];
