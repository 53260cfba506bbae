/**
 * Who has read what, of what is confidential: written before the answer is given, only ever added to, and outside the log,
 * because a reading changes nothing that is read. No role has a right on the table. The api's role records by one function
 * and lists the reads of one subject by another.
 */
export const reads = `
create table access.reads (
  id           bigint generated always as identity primary key,
  at           timestamptz not null default now(),
  principal    text not null,
  organisation text not null,
  role         text not null,
  region       text not null,
  -- What was read, such as credit-line-<id>.
  subject      text not null check (subject <> ''),
  what         text not null check (what in ('document', 'list', 'statement', 'entries', 'exposure')),
  purpose      text,
  trace        text
);
create index reads_of_subject on access.reads (subject, id);

create function access.refuse_change_of_reads() returns trigger language plpgsql as $$
begin
  raise exception 'Reads are only added: % on % is refused.', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger reads_stand before update or delete or truncate on access.reads
  for each statement execute function access.refuse_change_of_reads();

-- One row for each subject; answers how many.
create function access.record_reads(subjects text[], of_what text, by_principal text, by_organisation text, by_role text, by_region text, for_purpose text, in_trace text)
returns integer language sql volatile security definer set search_path = access, pg_catalog, pg_temp as $$
  with written as (
    insert into access.reads (principal, organisation, role, region, subject, what, purpose, trace)
    select by_principal, by_organisation, by_role, by_region, s.subject, of_what, for_purpose, in_trace
      from (select subject, min(n) as n from unnest(subjects) with ordinality as u(subject, n) group by subject) s order by s.n
    returning 1
  )
  select count(*)::int from written
$$;

-- The newest first; those before an id, or from the newest on where none is named.
create function access.reads_of(of_subject text, before bigint, at_most integer)
returns table (id bigint, at timestamptz, principal text, organisation text, role text, region text, what text, purpose text, trace text)
language sql stable security definer set search_path = access, pg_catalog, pg_temp as $$
  select r.id, r.at, r.principal, r.organisation, r.role, r.region, r.what, r.purpose, r.trace
    from access.reads r where r.subject = of_subject and (before is null or r.id < before) order by r.id desc limit at_most
$$;

revoke all on function access.refuse_change_of_reads(), access.record_reads(text[], text, text, text, text, text, text, text), access.reads_of(text, bigint, integer) from public;
grant execute on function access.record_reads(text[], text, text, text, text, text, text, text), access.reads_of(text, bigint, integer) to entente_query;
`;
