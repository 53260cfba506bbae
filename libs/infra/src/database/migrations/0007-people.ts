/**
 * People, outside the log: a name is kept only as long as it is needed, and what is in the log is kept for ever. Events
 * hold the id alone. The api's role has no right on the tables; it enters, finds and erases one person at a time, and
 * lists those of one body.
 */
export const people = `
create schema personal;

create table personal.people (
  id           uuid primary key,
  organisation uuid not null,
  -- The order in which a body's people are listed.
  entry        bigint generated always as identity,
  name         text,
  contact      text,
  -- The command that entered it and the hash of what was asked, so that a repetition gets the same answer.
  command      uuid not null unique,
  input_hash   text,
  entered_at   timestamptz not null default now(),
  erased_at    timestamptz,
  check (erased_at is null or (name is null and contact is null and input_hash is null))
);
create index people_of on personal.people (organisation, entry);

-- Every command that erased a person, or would have if another had not done so before. It says nothing of who it was.
create table personal.erasures (
  command    uuid primary key,
  person     uuid not null references personal.people (id),
  input_hash text not null,
  reason     text not null,
  erased_at  timestamptz not null default now()
);

-- 'entered', 'replayed', 'key reused' (the command is known, with another question) or 'exists' (another command's); as
-- a rehearsal, what it would be.
create function personal.enter(wanted uuid, of_organisation uuid, called text, reached_at text, by_command uuid, hash text, rehearsal boolean) returns table (outcome text, person uuid)
language plpgsql volatile security definer set search_path = personal, pg_catalog, pg_temp as $$
declare
  known personal.people%rowtype;
begin
  if not rehearsal then
    insert into personal.people (id, organisation, name, contact, command, input_hash)
    values (wanted, of_organisation, called, reached_at, by_command, hash) on conflict do nothing;
    if found then
      return query select 'entered', wanted;
      return;
    end if;
  end if;
  select * into known from personal.people p where p.command = by_command;
  if found then
    return query select case when known.input_hash is null or known.input_hash = hash then 'replayed' else 'key reused' end, known.id;
  else
    return query select case when exists (select from personal.people p where p.id = wanted) then 'exists' else 'entered' end, wanted;
  end if;
end $$;

create function personal.person_of(wanted uuid) returns table (organisation uuid, name text, contact text, erased boolean)
language sql stable security definer set search_path = personal, pg_catalog, pg_temp as $$
  select p.organisation, p.name, p.contact, p.erased_at is not null from personal.people p where p.id = wanted
$$;

create function personal.people_of(of_organisation uuid, after bigint, at_most integer) returns table (id uuid, entry bigint, name text, erased boolean)
language sql stable security definer set search_path = personal, pg_catalog, pg_temp as $$
  select p.id, p.entry, p.name, p.erased_at is not null from personal.people p
   where p.organisation = of_organisation and p.entry > after order by p.entry limit at_most
$$;

-- Leaves the reference, and nothing that says who it was: 'erased', 'replayed' or 'key reused' (the command is known, with
-- another question); as a rehearsal, what it would be.
create function personal.erase(wanted uuid, why text, by_command uuid, hash text, rehearsal boolean) returns text
language plpgsql volatile security definer set search_path = personal, pg_catalog, pg_temp as $$
declare
  known personal.erasures%rowtype;
begin
  if not rehearsal then
    insert into personal.erasures (command, person, input_hash, reason) values (by_command, wanted, hash, why) on conflict do nothing;
    if found then
      update personal.people set name = null, contact = null, input_hash = null, erased_at = now() where id = wanted and erased_at is null;
      return 'erased';
    end if;
  end if;
  select * into known from personal.erasures e where e.command = by_command;
  return case when not found then 'erased' when known.input_hash = hash then 'replayed' else 'key reused' end;
end $$;

revoke all on all functions in schema personal from public;
grant usage on schema personal to entente_query;
grant execute on function personal.enter(uuid, uuid, text, text, uuid, text, boolean), personal.person_of(uuid), personal.people_of(uuid, bigint, integer),
  personal.erase(uuid, text, uuid, text, boolean) to entente_query;
`;
