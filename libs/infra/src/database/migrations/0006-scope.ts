/**
 * What a session is about is a list of codes and no longer a range of them, because what lies below a region follows its
 * parents and its history and not its digits. `app.scope` is `*` or codes with commas; a session of the former api, which
 * sets a range, is still understood. `read.stream_version` tells how far a stream is, so that a question knows whether what
 * a process holds in memory of it is new enough.
 */
export const scope = `
create or replace function read.in_scope(region text) returns boolean language sql stable parallel safe as $$
  select case coalesce(current_setting('app.scope', true), '')
    when '*' then true
    when '' then region collate "C" between current_setting('app.scope_from', true) and current_setting('app.scope_to', true)
    else region = any(string_to_array(current_setting('app.scope', true), ','))
  end
$$;

create function read.stream_version(wanted text) returns integer
language sql stable security definer set search_path = log, pg_catalog, pg_temp as $$
  select coalesce(max(version), 0)::int from log.events where stream = wanted
$$;
revoke all on function read.stream_version(text) from public;
grant execute on function read.stream_version(text) to entente_query, entente_worker;

do $$
declare
  each record;
begin
  for each in select tablename from pg_policies where schemaname = 'read' and policyname = 'seen' and tablename ~ '_(entries|totals)_b[0-9]+$' loop
    execute format($policy$alter policy seen on read.%I using (
      (select current_setting('app.scope', true)) = '*'
      or (region || '') in (select unnest(string_to_array((select current_setting('app.scope', true)), ',')))
      or ((select coalesce(current_setting('app.scope', true), '')) = ''
          and (region || '') collate "C" between (select current_setting('app.scope_from', true)) and (select current_setting('app.scope_to', true))))
    $policy$, each.tablename);
  end loop;
end $$;
`;
