/**
 * People, outside the log: a name is kept only as long as it is needed, and what is in the log is kept for ever. Events
 * hold the id alone. The api's role has no right on the table; it enters, finds and erases one person at a time.
 */
export const people = `
create schema personal;

create table personal.people (
  id           uuid primary key,
  organisation uuid not null,
  name         text,
  contact      text,
  -- The command that entered it and the hash of what was asked, so that a repetition gets the same answer.
  command      uuid not null unique,
  input_hash   text,
  entered_at   timestamptz not null default now(),
  erased_at    timestamptz,
  erased_why   text,
  erased_by    uuid,
  check (erased_at is null or (name is null and contact is null and input_hash is null))
);

-- 'entered', 'replayed', 'key reused' (the command is known, with another question) or 'exists' (another command's).
create function personal.enter(wanted uuid, of_organisation uuid, called text, reached_at text, by_command uuid, hash text) returns table (outcome text, person uuid)
language plpgsql volatile security definer set search_path = personal, pg_catalog, pg_temp as $$
declare
  known personal.people%rowtype;
begin
  insert into personal.people (id, organisation, name, contact, command, input_hash)
  values (wanted, of_organisation, called, reached_at, by_command, hash) on conflict do nothing;
  if found then
    return query select 'entered', wanted;
    return;
  end if;
  select * into known from personal.people p where p.command = by_command;
  if not found then
    return query select 'exists', wanted;
  elsif known.input_hash is null or known.input_hash = hash then
    return query select 'replayed', known.id;
  else
    return query select 'key reused', known.id;
  end if;
end $$;

create function personal.person_of(wanted uuid) returns table (organisation uuid, name text, contact text, erased boolean)
language sql stable security definer set search_path = personal, pg_catalog, pg_temp as $$
  select p.organisation, p.name, p.contact, p.erased_at is not null from personal.people p where p.id = wanted
$$;

-- Leaves the reference, and nothing that says who it was. Answers with the command that did it, which may be an earlier one.
create function personal.erase(wanted uuid, reason text, by_command uuid) returns table (command uuid, now_erased boolean)
language plpgsql volatile security definer set search_path = personal, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  update personal.people set name = null, contact = null, input_hash = null, erased_at = now(), erased_why = reason, erased_by = by_command
   where id = wanted and erased_at is null;
  return query select p.erased_by, found from personal.people p where p.id = wanted;
end $$;

revoke all on all functions in schema personal from public;
grant usage on schema personal to entente_query;
grant execute on function personal.enter(uuid, uuid, text, text, uuid, text), personal.person_of(uuid), personal.erase(uuid, text, uuid) to entente_query;
`;
