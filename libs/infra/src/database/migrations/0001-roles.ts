/**
 * Four roles, so that no process can do more than its work: `entente_decide` appends and reads streams through two
 * functions, `entente_query` sees `read.*` under row-level security, `entente_worker` folds the log into read models,
 * `entente_queue` works on the queue's tables and nothing else, and whoever runs the migrations owns everything. Roles belong to the whole cluster, so they may be there already.
 */
export const roles = `
do $$
declare
  name text;
begin
  foreach name in array array['entente_decide', 'entente_query', 'entente_worker', 'entente_queue'] loop
    begin
      execute format('create role %I nologin', name);
    exception when duplicate_object or unique_violation then
      null;
    end;
    begin
      execute format('grant %I to current_user', name);
    exception when others then
      -- A superuser needs no membership, and two databases may be migrated at once.
      if not (select rolsuper from pg_roles where rolname = current_user) then raise; end if;
    end;
  end loop;
end $$;
`;
