/**
 * The read side. Every build of a reader makes tables of its own here; what the api needs to know about the log
 * (how far it is, how far the readers are) it sees through views, because its role may not look into the log.
 */
export const read = `
create schema read;
create sequence read.builds as integer;

create view read.head as select node, epoch, position, recorded_at from log.head;
create view read.readers as select reader, build, version, position, active, stopped from log.checkpoints;

create function read.position_at(instant timestamptz) returns bigint
language sql stable security definer set search_path = log, pg_catalog, pg_temp as $$
  select log.position_at(instant)
$$;

create function read.instant_of(at_position bigint) returns timestamptz
language sql stable security definer set search_path = log, pg_catalog, pg_temp as $$
  select coalesce((select recorded_at from log.events where position = at_position), (select recorded_at from log.head))
$$;

-- What the caller's session is about: the regions from one code to another. Unset, it sees nothing.
create function read.in_scope(region text) returns boolean language sql stable parallel safe as $$
  select region collate "C" between current_setting('app.scope_from', true) and current_setting('app.scope_to', true)
$$;

revoke all on all functions in schema read from public;
grant usage on schema read to entente_query, entente_worker;
grant create on schema read to entente_worker;
grant usage on sequence read.builds to entente_worker;
grant select on read.head, read.readers to entente_query, entente_worker;
grant execute on function read.position_at(timestamptz), read.instant_of(bigint), read.in_scope(text) to entente_query, entente_worker;
`;
