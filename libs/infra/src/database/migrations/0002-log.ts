/**
 * The log. Everything is appended by one function, \`log.append\`, which locks the head row first and is then alone
 * in the log until it commits: positions are dense, gap-free and in commit order, and nothing can deadlock.
 */
export const log = `
create schema log;

create table log.head (
  one         boolean        primary key default true check (one),
  node        text           not null,
  epoch       integer        not null,
  position    bigint         not null,
  recorded_at timestamptz(3) not null,
  hash        bytea          not null
);

create table log.events (
  position       bigint         primary key,
  id             uuid           not null,
  stream         text collate "C" not null,
  version        bigint         not null,
  type           text           not null,
  schema_version smallint       not null,
  effective_on   text,
  recorded_at    timestamptz(3) not null,
  command_id     uuid           not null,
  ordinal        smallint       not null,
  metadata       json           not null,
  data           json           not null,
  hash           bytea          not null,
  unique (stream, version)
);

create table log.commands (
  id         uuid   primary key,
  input_hash bytea  not null,
  stream     text   not null,
  version    bigint not null,
  position   bigint not null
);

create table log.checkpoints (
  reader   text    not null,
  build    integer not null,
  version  integer not null,
  position bigint  not null default 0,
  active   boolean not null default false,
  stopped  jsonb,
  primary key (reader, build)
);
create unique index one_active_build on log.checkpoints (reader) where active;

-- Streams over which processes have met in conflict lately: who writes one of them is told to take turns. Not logged,
-- because losing it costs a conflict.
create unlogged table log.contended (
  stream text collate "C" primary key,
  met_at timestamptz not null
);

create function log.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The log is append-only: % on % is refused.', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger events_stand before update or delete or truncate on log.events
  for each statement execute function log.refuse_change();
create trigger commands_stand before update or delete or truncate on log.commands
  for each statement execute function log.refuse_change();

-- The leaf of an event: all stored columns but the hash, one a line, behind the leaf prefix of RFC 6962.
create function log.leaf(
  at_position bigint, id uuid, stream text, version bigint, type text, schema_version smallint, effective_on text,
  recorded_at timestamptz, command_id uuid, ordinal smallint, metadata json, data json
) returns bytea language sql immutable parallel safe as $$
  select sha256('\\x00'::bytea || convert_to(concat_ws(E'\\n',
    at_position, id, stream, version, type, schema_version, coalesce(effective_on, ''),
    (extract(epoch from recorded_at) * 1000)::bigint, command_id, ordinal, metadata::text, data::text), 'UTF8'))
$$;

create function log.link(state bytea, previous bytea, leaf bytea) returns bytea
language plpgsql immutable parallel safe as $$
begin
  return sha256(coalesce(state, previous) || leaf);
end $$;

-- As a window aggregate: the hash chain over the rows so far, from the hash that went before them.
create aggregate log.chain(previous bytea, leaf bytea) (sfunc = log.link, stype = bytea);

/*
 * Appends a group. The batch is
 *   { streams: [name, …],
 *     appends: [{ id, hash, events, expect: [stream number, version, events written to it, …] }, …],
 *     events:  [{ append, stream_no, version, id, ordinal, type, schema, effective, metadata, data }, …] }
 * with numbers from 1. Answers one outcome an append: appended, conflict, replayed or key reused; and whether others
 * write its stream as well.
 */
create function log.append(batch json) returns json
language plpgsql security definer
set search_path = log, pg_catalog, pg_temp set jit = off set enable_seqscan = off set timezone = 'UTC' as $$
declare
  head      log.head;
  now_is    timestamptz(3);
  current   bigint[];
  ids       uuid[];
  hashes    bytea[];
  counts    integer[];
  expected  json[];
  known     text[];
  outcomes  text[];
  streams   text[];
  versions  bigint[];
  positions bigint[];
  expect    bigint[];
  met       text[] := '{}';
  busy      text[];
  tail      bigint;
  holds     boolean;
begin
  select * into head from log.head for update;
  now_is := greatest(head.recorded_at, date_trunc('milliseconds', clock_timestamp()));
  tail := head.position;

  select array_agg(s.stream order by s.n), array_agg(coalesce(newest.version, 0) order by s.n)
    into streams, current
    from json_array_elements_text(batch -> 'streams') with ordinality as s(stream, n)
    left join lateral (
      select e.version from log.events e where e.stream = s.stream order by e.version desc limit 1
    ) newest on true;

  select array_agg(a.id order by a.n), array_agg(decode(a.hash, 'hex') order by a.n), array_agg(a.events order by a.n),
         array_agg(a.expect order by a.n),
         array_agg(case when c.id is null then null when c.input_hash = decode(a.hash, 'hex') then 'replayed' else 'key reused' end order by a.n),
         array_agg(c.stream order by a.n), array_agg(c.version order by a.n), array_agg(c.position order by a.n)
    into ids, hashes, counts, expected, outcomes, known, versions, positions
    from rows from (json_to_recordset(batch -> 'appends') as (id uuid, hash text, events integer, expect json))
         with ordinality as a(id, hash, events, expect, n)
    left join log.commands c on c.id = a.id;

  for i in 1 .. cardinality(ids) loop
    continue when outcomes[i] is not null;
    expect := translate(expected[i]::text, '[]', '{}')::bigint[];
    holds := true;
    for j in 1 .. cardinality(expect) by 3 loop
      holds := holds and current[expect[j]] = expect[j + 1];
    end loop;
    if not holds then
      outcomes[i] := 'conflict';
      known[i] := streams[expect[1]];
      met := met || known[i];
      continue;
    end if;
    for j in 1 .. cardinality(expect) by 3 loop
      current[expect[j]] := expect[j + 1] + expect[j + 2];
    end loop;
    tail := tail + counts[i];
    outcomes[i] := 'appended';
    known[i] := streams[expect[1]];
    versions[i] := current[expect[1]];
    positions[i] := tail;
  end loop;

  if tail > head.position then
    insert into log.events (position, id, stream, version, type, schema_version, effective_on, recorded_at,
                            command_id, ordinal, metadata, data, hash)
    select n.position, n.id, n.stream, n.version, n.type, n.schema, n.effective, now_is, n.command, n.ordinal, n.metadata, n.data,
           log.chain(head.hash, log.leaf(n.position, n.id, n.stream, n.version, n.type, n.schema, n.effective, now_is,
                                         n.command, n.ordinal, n.metadata, n.data)) over (order by n.position)
      from (
        select head.position + row_number() over (order by e.append, e.ordinal) as position, e.*,
               streams[e.stream_no] as stream, ids[e.append] as command
          from json_to_recordset(batch -> 'events') as e(
                 append integer, stream_no integer, version bigint, id uuid, ordinal smallint, type text,
                 schema smallint, effective text, metadata json, data json)
         where outcomes[e.append] = 'appended'
      ) n
     order by n.position;
    update log.head
       set position = tail, recorded_at = now_is, hash = (select e.hash from log.events e where e.position = tail);
  end if;

  insert into log.commands (id, input_hash, stream, version, position)
  select a.id, a.hash, a.stream, a.version, a.position
    from unnest(ids, hashes, known, versions, positions, outcomes) as a(id, hash, stream, version, position, outcome)
   where a.outcome = 'appended';

  if cardinality(met) > 0 then
    delete from log.contended where met_at < now_is - interval '1 minute';
    insert into log.contended (stream, met_at) select distinct m, now_is from unnest(met) m
      on conflict (stream) do update set met_at = excluded.met_at;
  end if;
  select array_agg(c.stream) into busy from log.contended c where c.stream = any(streams) and c.met_at > now_is - interval '1 second';

  return (
    select json_agg(json_build_object('outcome', a.outcome, 'stream', a.stream, 'version', a.version, 'position', a.position,
                                      'contended', coalesce(a.stream = any(busy), false)) order by a.n)
      from unnest(outcomes, known, versions, positions) with ordinality as a(outcome, stream, version, position, n)
  );
end $$;

/*
 * Reads streams: requests are [{ stream, after, command, most }, …]; one row each, with the receipt of the command
 * if the log knows it, and up to \`most\` events after the version.
 */
create function log.read(requests json) returns table (receipt json, events json)
language sql stable security definer
set search_path = log, pg_catalog, pg_temp set jit = off set enable_seqscan = off set timezone = 'UTC' as $$
  select (select json_build_object('inputHash', encode(c.input_hash, 'hex'), 'stream', c.stream, 'version', c.version, 'position', c.position)
            from log.commands c where c.id = r.command),
         (select json_agg(e order by e.version) from (
            select e.position, e.id, e.stream, e.version, e.type, e.schema_version as "schemaVersion", e.effective_on as "effectiveOn",
                   to_char(e.recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt",
                   e.command_id as "commandId", e.ordinal, e.metadata, e.data
              from log.events e where e.stream = r.stream and e.version > r.after order by e.version limit r.most) e)
    from rows from (json_to_recordset(requests) as (stream text, after bigint, command uuid, most integer))
         with ordinality as r(stream, after, command, most, n)
   order by r.n
$$;

-- Positions are dense and recorded_at never decreases, so the newest position of an instant is found by halving.
create function log.position_at(instant timestamptz) returns bigint
language plpgsql stable security definer set search_path = log, pg_catalog, pg_temp as $$
declare
  low  bigint := 0;
  high bigint := (select position from log.head);
  mid  bigint;
begin
  while low < high loop
    mid := (low + high + 1) / 2;
    if (select recorded_at from log.events where position = mid) <= instant then low := mid; else high := mid - 1; end if;
  end loop;
  return low;
end $$;

insert into log.head (node, epoch, position, recorded_at, hash)
values ('node-' || left(gen_random_uuid()::text, 8), 1, 0, date_trunc('milliseconds', clock_timestamp()), decode(repeat('00', 32), 'hex'));

revoke all on all functions in schema log from public;
grant usage on schema log to entente_decide, entente_worker;
grant execute on function log.append(json), log.read(json) to entente_decide;
grant select on log.head, log.events to entente_worker;
grant select, insert, update, delete on log.checkpoints to entente_worker;
`;
