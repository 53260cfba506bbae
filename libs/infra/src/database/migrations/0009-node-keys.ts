/**
 * The keys by which this node signs what it gives out, outside the log: one has its private half here and is the one that
 * signs, unless the environment of the api gives another; of all others the public half stays, so that what they signed
 * can still be checked. No role has a right on the table. The api's role reads the private half through one function.
 */
export const nodeKeys = `
create schema node;

create table node.signing_keys (
  -- The thumbprint (RFC 7638), and the two halves as a JWK names them.
  kid   text primary key,
  x     text not null,
  d     text,
  entry bigint generated always as identity,
  since timestamptz not null default now()
);
create unique index one_signs on node.signing_keys ((true)) where d is not null;

-- The key that signs. What is offered is entered where there is none yet, so that all apis of a node that start at once
-- have the same one. A key that is offered without its private half is the api's own: it is entered, and signs there.
create function node.key_to_sign(offered_kid text, offered_x text, offered_d text) returns table (kid text, x text, d text)
language plpgsql volatile security definer set search_path = node, pg_catalog, pg_temp as $$
begin
  if not exists (select from node.signing_keys k where case when offered_d is null then k.kid = offered_kid else k.d is not null end) then
    insert into node.signing_keys (kid, x, d) values (offered_kid, offered_x, offered_d) on conflict do nothing;
  end if;
  return query select k.kid, k.x, k.d from node.signing_keys k where case when offered_d is null then k.kid = offered_kid else k.d is not null end;
end $$;

create function node.public_keys() returns table (kid text, x text)
language sql stable security definer set search_path = node, pg_catalog, pg_temp as $$
  select k.kid, k.x from node.signing_keys k order by k.entry desc
$$;

revoke all on all functions in schema node from public;
grant usage on schema node to entente_query;
grant execute on function node.key_to_sign(text, text, text), node.public_keys() to entente_query;
`;
