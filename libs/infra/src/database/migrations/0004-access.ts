/** Who may speak to the api: people and machines of organisations, known by the hash of a key. */
export const access = `
create schema access;

create table access.principals (
  key_id       text primary key,
  secret_hash  bytea not null,
  principal    text not null,
  organisation text not null,
  role         text not null check (role in ('administrator', 'region', 'bank', 'report', 'auditor')),
  region       text not null,
  issued_at    timestamptz not null default now(),
  revoked_at   timestamptz
);

-- The api's role may look up one key, and cannot list them.
create function access.principal_of(wanted text) returns table (secret_hash bytea, principal text, organisation text, role text, region text)
language sql stable security definer set search_path = access, pg_catalog, pg_temp as $$
  select p.secret_hash, p.principal, p.organisation, p.role, p.region
    from access.principals p where p.key_id = wanted and p.revoked_at is null
$$;

revoke all on function access.principal_of(text) from public;
grant usage on schema access to entente_query;
grant execute on function access.principal_of(text) to entente_query;
`;
