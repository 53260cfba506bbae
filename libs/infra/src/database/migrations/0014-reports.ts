/**
 * The archive of reports: data sets by their digest, the files that were made of each, and the codes that are printed beside
 * figures. All of it is named by what it holds, so that whoever makes the same again writes nothing new; which of it was
 * published is a fact of the log. Data sets stay. Files may be dropped when they have been kept long enough, and can be made again.
 */
export const reports = `
create schema reports;

create table reports.sets (
  sha256  text collate "C" primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  -- RFC 8785 text.
  bytes   bytea       not null check (encode(sha256(bytes), 'hex') = sha256),
  made_at timestamptz not null default now()
);

create table reports.files (
  of      text collate "C" references reports.sets,
  name    text collate "C" check (name <> ''),
  media   text        not null,
  sha256  text        not null,
  bytes   bytea       not null check (encode(sha256(bytes), 'hex') = sha256),
  made_at timestamptz not null default now(),
  primary key (of, name)
);

create table reports.codes (
  code text collate "C" primary key,
  of   text collate "C" not null references reports.sets,
  path text not null
);
create index codes_of on reports.codes (of);

create function reports.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'What was archived stands: % on % is refused.', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger sets_stand before update or delete or truncate on reports.sets for each statement execute function reports.refuse_change();
create trigger files_stand before update of of, name, media, sha256, bytes or truncate on reports.files for each statement execute function reports.refuse_change();
create trigger codes_stand before update or delete or truncate on reports.codes for each statement execute function reports.refuse_change();

-- Which request asked for which run, by the id that is made of its key: several may have asked for one.
create table reports.requests (
  id     text collate "C" primary key,
  run    uuid        not null references jobs.runs (id),
  inputs text        not null,
  at     timestamptz not null default now()
);

-- Up to where in the log it was looked at what published issues would say otherwise now. Who looks holds the row.
create table reports.watched (position bigint not null default 0);
create unique index watched_once on reports.watched ((true));
insert into reports.watched default values;

-- The link of the chain at a position: it stands for everything that was known there, and nobody can guess it.
create function reports.link_at(at_position bigint) returns text
language sql stable security definer set search_path = log, pg_catalog, pg_temp as $$
  select coalesce((select encode(hash, 'hex') from log.events where position = at_position), '')
$$;

-- The newest position that was recorded by an instant which has passed. Whoever appends holds the head until he commits: what
-- he has dated before the instant is waited for, so that whoever asks again gets the same.
create function reports.position_at(instant timestamptz) returns bigint
language plpgsql volatile security definer set search_path = log, pg_catalog, pg_temp as $$
begin
  perform 1 from log.head for share;
  return log.position_at(instant);
end $$;

revoke all on all functions in schema reports from public;
grant usage on schema reports to entente_worker, entente_query;
grant select, insert on reports.sets, reports.files, reports.codes to entente_worker;
grant delete, update (made_at) on reports.files to entente_worker;
grant select, update on reports.watched to entente_worker;
grant select on reports.sets, reports.files, reports.codes to entente_query;
grant select, insert on reports.requests to entente_query;
grant execute on function reports.link_at(bigint), reports.position_at(timestamptz) to entente_worker;
`;
