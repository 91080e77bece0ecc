/**
 * Tables of the embedded target. The queue is apart from the jobs, so that pulling touches a small table;
 * every tenant-owned row carries its workspace, and every query names it.
 */
export const SCHEMA_SQL = `
CREATE TABLE workspace (
  id text PRIMARY KEY,
  name text NOT NULL,
  owner text NOT NULL,
  key bytea NOT NULL,
  deleted boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE account (
  email text PRIMARY KEY,
  username text NOT NULL,
  password_hash text NOT NULL,
  super_admin boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE member (
  workspace_id text NOT NULL REFERENCES workspace,
  email text NOT NULL REFERENCES account,
  username text NOT NULL,
  is_admin boolean NOT NULL DEFAULT false,
  operator boolean NOT NULL DEFAULT false,
  disabled boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, email)
);
CREATE TABLE token (
  token_hash text PRIMARY KEY,
  prefix text NOT NULL,
  label text,
  email text NOT NULL REFERENCES account,
  workspace_id text,
  expiration timestamptz,
  scopes text[],
  read_only boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE folder (
  workspace_id text NOT NULL REFERENCES workspace,
  name text NOT NULL,
  display_name text NOT NULL,
  summary text,
  owners text[] NOT NULL,
  extra_perms jsonb NOT NULL,
  created_by text NOT NULL,
  edited_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, name)
);
CREATE TABLE setting (name text PRIMARY KEY, value text NOT NULL);

CREATE TABLE script (
  workspace_id text NOT NULL REFERENCES workspace,
  hash text NOT NULL,
  path text NOT NULL,
  parent_hashes text[] NOT NULL DEFAULT '{}',
  summary text NOT NULL,
  description text NOT NULL,
  content text NOT NULL,
  language text NOT NULL,
  kind text NOT NULL,
  tag text,
  lock text,
  schema jsonb,
  timeout_seconds integer,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  archived boolean NOT NULL DEFAULT false,
  PRIMARY KEY (workspace_id, hash)
);
CREATE UNIQUE INDEX script_head ON script (workspace_id, path) WHERE NOT archived;
CREATE TABLE flow (
  workspace_id text NOT NULL REFERENCES workspace,
  path text NOT NULL,
  summary text NOT NULL,
  description text NOT NULL,
  value jsonb NOT NULL,
  schema jsonb,
  edited_by text NOT NULL,
  edited_at timestamptz NOT NULL DEFAULT now(),
  archived boolean NOT NULL DEFAULT false,
  PRIMARY KEY (workspace_id, path)
);
CREATE TABLE schedule (
  workspace_id text NOT NULL REFERENCES workspace,
  path text NOT NULL,
  schedule text NOT NULL,
  timezone text NOT NULL,
  script_path text NOT NULL,
  is_flow boolean NOT NULL,
  args jsonb,
  enabled boolean NOT NULL,
  summary text,
  description text,
  no_flow_overlap boolean NOT NULL,
  cron_version text,
  tag text,
  edited_by text NOT NULL,
  email text NOT NULL,
  edited_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, path)
);
CREATE TABLE variable (
  workspace_id text NOT NULL REFERENCES workspace,
  path text NOT NULL,
  value text NOT NULL,
  is_secret boolean NOT NULL,
  description text NOT NULL,
  edited_by text NOT NULL,
  edited_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, path)
);
CREATE TABLE resource (
  workspace_id text NOT NULL REFERENCES workspace,
  path text NOT NULL,
  value json,
  resource_type text NOT NULL,
  description text,
  created_by text NOT NULL,
  edited_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, path)
);

CREATE TABLE job (
  id uuid PRIMARY KEY,
  workspace_id text NOT NULL,
  kind text NOT NULL,
  script_path text,
  script_hash text,
  args jsonb NOT NULL,
  created_by text NOT NULL,
  email text NOT NULL,
  permissioned_as text NOT NULL,
  parent_job uuid,
  -- Of a step of a flow: the outermost flow, and which step it is.
  root_job uuid,
  flow_step_id text,
  schedule_path text,
  language text,
  -- Of a step that is written into its flow.
  content text,
  tag text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX job_by_schedule ON job (workspace_id, schedule_path) WHERE schedule_path IS NOT NULL;
CREATE INDEX job_by_parent ON job (parent_job) WHERE parent_job IS NOT NULL;
-- What a flow consists of and how far it is; beside the job, which never changes.
CREATE TABLE flow_job (
  id uuid PRIMARY KEY,
  value jsonb NOT NULL,
  status jsonb
);
CREATE INDEX job_by_workspace ON job (workspace_id, created_at);
CREATE TABLE queue (
  id uuid PRIMARY KEY,
  workspace_id text NOT NULL,
  tag text NOT NULL,
  priority integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  scheduled_for timestamptz NOT NULL DEFAULT now(),
  running boolean NOT NULL DEFAULT false,
  worker text,
  claim integer NOT NULL DEFAULT 0,
  -- How many steps of this flow have ended; a flow that waits for a step is running and has no worker.
  wakes integer NOT NULL DEFAULT 0,
  started_at timestamptz,
  ping timestamptz,
  mem_peak integer,
  canceled_by text,
  canceled_reason text
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
CREATE INDEX queue_waiting_by_workspace ON queue (workspace_id, priority DESC, scheduled_for) WHERE NOT running;
CREATE INDEX queue_waiting ON queue (priority DESC, scheduled_for) WHERE NOT running;
CREATE INDEX queue_running ON queue (worker) WHERE running;
CREATE TABLE completed (
  id uuid PRIMARY KEY,
  workspace_id text NOT NULL,
  success boolean NOT NULL,
  result jsonb,
  started_at timestamptz NOT NULL,
  completed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  duration_ms bigint NOT NULL,
  worker text,
  mem_peak integer,
  canceled_by text,
  canceled_reason text
);
CREATE INDEX completed_by_workspace ON completed (workspace_id, completed_at);
CREATE TABLE job_log (
  job_id uuid NOT NULL,
  claim integer NOT NULL,
  workspace_id text NOT NULL,
  logs text NOT NULL,
  PRIMARY KEY (job_id, claim)
);
CREATE TABLE job_secret (
  job_id uuid NOT NULL,
  value text NOT NULL,
  noted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (job_id, value)
);
CREATE TABLE worker_ping (
  worker text PRIMARY KEY,
  worker_instance text NOT NULL,
  ping_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz NOT NULL,
  jobs_executed integer NOT NULL,
  last_job_id uuid,
  last_job_workspace_id text,
  memory bigint NOT NULL,
  vcpus bigint NOT NULL,
  memory_usage bigint NOT NULL,
  wm_memory_usage bigint NOT NULL,
  occupancy_rate real,
  occupancy_rate_15s real,
  occupancy_rate_5m real,
  occupancy_rate_30m real
);

-- What a job log shows of a secret: its ends, and of a short one less.
CREATE FUNCTION mask_secrets(logs text, secrets text[]) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  secret text;
  shown integer;
BEGIN
  FOR secret IN SELECT s FROM unnest(secrets) s ORDER BY length(s) DESC LOOP
    shown := CASE WHEN length(secret) < 21 THEN 1 ELSE 3 END;
    logs := replace(logs, secret, left(secret, shown) || '*****' || right(secret, shown));
  END LOOP;
  RETURN logs;
END $$;

-- A log with all secrets masked that the job has read up to now.
CREATE FUNCTION mask_job_log(job uuid, logs text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT mask_secrets(logs, coalesce(array_agg(value), '{}')) FROM job_secret WHERE job_id = job
$$;
`;
