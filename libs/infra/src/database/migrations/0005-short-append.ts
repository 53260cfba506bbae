/**
 * The same log, appended to with less work. The group comes as arrays in binary form, which the server has read before
 * the function begins and so before the head is held; commands are looked up by index and never by a scan; the leaf is
 * part of the statement that inserts, and one event alone takes a short way of its own.
 */
export const shortAppend = `
drop function log.append(json);

-- Not declared immutable, as concat_ws is not: only so the planner puts it in the place of its call.
create or replace function log.leaf(
  at_position bigint, id uuid, stream text, version bigint, type text, schema_version smallint, effective_on text,
  recorded_at timestamptz, command_id uuid, ordinal smallint, metadata json, data json
) returns bytea language sql stable parallel safe as $$
  select sha256('\\x00'::bytea || convert_to(concat_ws(E'\\n',
    at_position, id, stream, version, type, schema_version, coalesce(effective_on, ''),
    (extract(epoch from recorded_at) * 1000)::bigint, command_id, ordinal, metadata::text, data::text), 'UTF8'))
$$;

/*
 * Appends a group. Numbers count from 1. \`expect\` says for each append how many streams it names, and for each of these
 * its number, the version at which it must stand, and how many events are written to it. The arrays \`e_…\` have one
 * element for each event, in the order of the appends. Answers with one outcome for each append: appended, conflict,
 * replayed or key reused; and with the streams that others write as well. Behind a member that was not appended, every
 * other that rests on a stream of its is a conflict.
 */
create function log.append(
  streams text[], ids uuid[], hashes bytea[], metadatas json[], expect bigint[],
  e_append integer[], e_stream integer[], e_version bigint[], e_id uuid[], e_ordinal smallint[],
  e_type text[], e_schema smallint[], e_effective text[], e_data json[]
) returns json
language plpgsql security definer
set search_path = log, pg_catalog, pg_temp set jit = off set enable_seqscan = off set timezone = 'UTC' as $$
declare
  head      log.head;
  now_is    timestamptz(3);
  current   bigint[];
  outcomes  text[];
  firsts    text[];
  versions  bigint[];
  positions bigint[];
  met       text[] := '{}';
  tail      bigint;
  holds     boolean;
  strays    boolean;
  at        integer := 1;
  last      integer;
  -- Where a member did not write what it meant to, those behind it were decided on facts that are not there: by chance
  -- the stream may stand at the version that they expect, so from then on it matches none.
  astray    constant bigint := -1;
begin
  select * into head from log.head for update;
  now_is := greatest(head.recorded_at, date_trunc('milliseconds', clock_timestamp()));
  tail := head.position;

  current := array(
    select coalesce((select e.version from log.events e where e.stream = s.stream order by e.version desc limit 1), 0)
      from unnest(streams) with ordinality as s(stream, n) order by s.n);

  select array_agg(case when c.id is null then null when c.input_hash = a.hash then 'replayed' else 'key reused' end order by a.n),
         array_agg(c.stream order by a.n), array_agg(c.version order by a.n), array_agg(c.position order by a.n)
    into outcomes, firsts, versions, positions
    from unnest(ids, hashes) with ordinality as a(id, hash, n)
    left join lateral (select * from log.commands where commands.id = a.id limit 1) c on true;

  for i in 1 .. cardinality(ids) loop
    last := at + 3 * expect[at]::integer;
    holds := outcomes[i] is null;
    strays := false;
    if holds then
      firsts[i] := streams[expect[at + 1]];
      for j in at + 1 .. last by 3 loop
        holds := holds and current[expect[j]] = expect[j + 1];
        strays := strays or current[expect[j]] = astray;
      end loop;
      if holds then
        for j in at + 1 .. last by 3 loop
          current[expect[j]] := expect[j + 1] + expect[j + 2];
          tail := tail + expect[j + 2];
        end loop;
        outcomes[i] := 'appended';
        versions[i] := current[expect[at + 1]];
        positions[i] := tail;
      else
        outcomes[i] := 'conflict';
        if not strays then
          met := met || firsts[i];
        end if;
      end if;
    end if;
    if not holds then
      for j in at + 1 .. last by 3 loop
        if expect[j + 2] > 0 then
          current[expect[j]] := astray;
        end if;
      end loop;
    end if;
    at := last + 1;
  end loop;

  if tail > head.position then
    insert into log.events (position, id, stream, version, type, schema_version, effective_on, recorded_at,
                            command_id, ordinal, metadata, data, hash)
    select n.position, n.id, n.stream, n.version, n.type, n.schema, n.effective, now_is, n.command, n.ordinal, n.metadata, n.data,
           log.chain(head.hash, log.leaf(n.position, n.id, n.stream, n.version, n.type, n.schema, n.effective, now_is,
                                         n.command, n.ordinal, n.metadata, n.data)) over (order by n.position rows unbounded preceding)
      from (
        select head.position + row_number() over (order by e.n) as position, e.*,
               streams[e.stream_no] as stream, ids[e.append] as command, metadatas[e.append] as metadata
          from unnest(e_append, e_stream, e_version, e_id, e_ordinal, e_type, e_schema, e_effective, e_data) with ordinality
            as e(append, stream_no, version, id, ordinal, type, schema, effective, data, n)
         where outcomes[e.append] = 'appended'
      ) n
     order by n.position;
    update log.head
       set position = tail, recorded_at = now_is, hash = (select e.hash from log.events e where e.position = tail);
  end if;

  insert into log.commands (id, input_hash, stream, version, position)
  select a.id, a.hash, a.stream, a.version, a.position
    from unnest(ids, hashes, firsts, versions, positions, outcomes) as a(id, hash, stream, version, position, outcome)
   where a.outcome = 'appended';

  if cardinality(met) > 0 then
    delete from log.contended where met_at < now_is - interval '1 minute';
    insert into log.contended (stream, met_at) select distinct m, now_is from unnest(met) m
      on conflict (stream) do update set met_at = excluded.met_at;
  end if;

  return json_build_object(
    'outcomes', outcomes, 'streams', firsts, 'versions', versions, 'positions', positions,
    'contended', array(select c.stream from log.contended c where c.stream = any(streams) and c.met_at > now_is - interval '1 second'));
end $$;

/* One event alone on one stream: what log.append does, in three statements. */
create function log.append_one(
  command uuid, asked bytea, at_stream text, expected bigint,
  event uuid, kind text, of_schema smallint, effective text, about json, body json
) returns json
language plpgsql security definer
set search_path = log, pg_catalog, pg_temp set jit = off set enable_seqscan = off set timezone = 'UTC' as $$
declare
  head   log.head;
  now_is timestamptz(3);
  known  record;
  place  bigint;
  link   bytea;
  answer text := 'appended';
begin
  select * into head from log.head for update;
  now_is := greatest(head.recorded_at, date_trunc('milliseconds', clock_timestamp()));

  select c.id is not null as is, c.input_hash = asked as same, c.stream, c.version, c.position,
         coalesce((select e.version from log.events e where e.stream = at_stream order by e.version desc limit 1), 0) as newest,
         exists (select from log.contended t where t.stream = at_stream and t.met_at > now_is - interval '1 second') as contended
    into known
    from (select) as one left join log.commands c on c.id = command;

  if known.is then
    return json_build_object(
      'outcomes', array[case when known.same then 'replayed' else 'key reused' end], 'streams', array[known.stream],
      'versions', array[known.version], 'positions', array[known.position], 'contended', array[]::text[]);
  end if;

  if known.newest = expected then
    place := head.position + 1;
    link := sha256(head.hash || log.leaf(place, event, at_stream, expected + 1, kind, of_schema, effective, now_is, command, 0::smallint, about, body));
    with written as (
      insert into log.events (position, id, stream, version, type, schema_version, effective_on, recorded_at,
                              command_id, ordinal, metadata, data, hash)
      values (place, event, at_stream, expected + 1, kind, of_schema, effective, now_is, command, 0, about, body, link)
    ), taken as (
      insert into log.commands (id, input_hash, stream, version, position) values (command, asked, at_stream, expected + 1, place)
    )
    update log.head set position = place, recorded_at = now_is, hash = link;
  else
    answer := 'conflict';
    delete from log.contended where met_at < now_is - interval '1 minute';
    insert into log.contended (stream, met_at) values (at_stream, now_is) on conflict (stream) do update set met_at = excluded.met_at;
  end if;

  return json_build_object(
    'outcomes', array[answer], 'streams', array[at_stream], 'versions', array[expected + 1], 'positions', array[place],
    'contended', case when known.contended or answer = 'conflict' then array[at_stream] else array[]::text[] end);
end $$;

revoke all on all functions in schema log from public;
grant execute on function
  log.append(text[], uuid[], bytea[], json[], bigint[], integer[], integer[], bigint[], uuid[], smallint[], text[], smallint[], text[], json[]),
  log.append_one(uuid, bytea, text, bigint, uuid, text, smallint, text, json, json)
to entente_decide;
`;
