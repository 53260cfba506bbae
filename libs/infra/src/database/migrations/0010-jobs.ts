/**
 * The ledger of what is scheduled: one row for each job, its parameters and a period, whoever runs it and however often it
 * is tried. A worker that runs one holds it by a token that it renews, and what it writes counts only while the token is
 * its own. What is finished stands for good.
 */
export const jobs = `
create schema jobs;

create table jobs.runs (
  job          text collate "C" check (job <> ''),
  -- Canonical JSON (RFC 8785), so that the same parameters are the same text.
  parameters   text collate "C",
  period       text collate "C" check (period <> ''),
  due_at       timestamptz not null,
  state        text        not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  token        uuid,
  attempts     integer     not null default 0 check (attempts >= 0),
  started_at   timestamptz,
  heartbeat_at timestamptz,
  -- After an attempt that failed: when it is tried again.
  retry_at     timestamptz,
  finished_at  timestamptz,
  -- Where in the log the run stood, if it says so.
  position     bigint,
  result       jsonb,
  error        text,
  primary key (job, parameters, period),
  check ((state = 'running') = (token is not null and finished_at is null)),
  check ((state in ('done', 'failed')) = (finished_at is not null)),
  check ((state = 'done') = (result is not null)),
  check (state <> 'failed' or error is not null)
);
create index runs_newest on jobs.runs (job, parameters, due_at);
create index runs_open on jobs.runs (job, parameters, due_at) where state in ('waiting', 'running');

create function jobs.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'A finished run stands, and no run is taken out of the ledger: % on % is refused.', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger finished_stands before update on jobs.runs
  for each row when (old.state in ('done', 'failed')) execute function jobs.refuse_change();
create trigger runs_stay before delete or truncate on jobs.runs
  for each statement execute function jobs.refuse_change();

revoke all on all functions in schema jobs from public;
grant usage on schema jobs to entente_worker, entente_query;
grant select, insert (job, parameters, period, due_at) on jobs.runs to entente_worker;
grant update (state, token, attempts, started_at, heartbeat_at, retry_at, finished_at, position, result, error) on jobs.runs to entente_worker;
-- Who lists runs needs no token, and could do nothing with one.
grant select (job, parameters, period, due_at, state, attempts, started_at, heartbeat_at, retry_at, finished_at, position, result, error) on jobs.runs to entente_query;
`;
