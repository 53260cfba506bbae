/**
 * Runs that somebody asked for stand in the ledger beside those that fall due by schedule; each has an id, says how far it
 * is and can be cancelled. What is done stands for good; what failed or was cancelled may be asked for again. Workers that
 * were lost are counted apart from attempts that failed. The api asks and cancels by two functions, and the worker
 * enters what falls due by one; neither has another right to that.
 * How far a schedule was entered is kept apart from the runs, since a run that was asked for says nothing of that.
 */
export const runsOfReports = `
alter table jobs.runs
  add column id           uuid     not null default gen_random_uuid() unique,
  add column percent      smallint check (percent between 0 and 100),
  add column doing        jsonb    check (jsonb_typeof(doing) = 'object'),
  add column losses       integer  not null default 0 check (losses >= 0),
  -- Who asked for it, and when; null where it fell due by schedule.
  add column asked        jsonb    check (jsonb_typeof(asked) = 'object'),
  add column cancel_asked boolean  not null default false,
  add column cancelled_by jsonb    check (jsonb_typeof(cancelled_by) = 'object'),
  -- By which calendar a working day was counted; null where none was.
  add column calendar     text     check (calendar in ('published', 'weekdays')),
  drop constraint runs_state_check,
  drop constraint runs_check1,
  add constraint runs_state_check check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  add constraint runs_finished_check check ((state in ('done', 'failed', 'cancelled')) = (finished_at is not null)),
  add constraint runs_cancelled_check check (state <> 'cancelled' or (cancel_asked and error is null)),
  add constraint runs_cancel_asked_check check (cancel_asked = (cancelled_by is not null));

create table jobs.schedules (
  job           text collate "C",
  parameters    text collate "C",
  -- When the newest period that was entered fell due.
  entered_until timestamptz not null,
  primary key (job, parameters)
);
-- Which periods were entered by schedule, so that each is entered once.
create table jobs.entered (
  job        text collate "C",
  parameters text collate "C",
  period     text collate "C",
  primary key (job, parameters, period)
);
insert into jobs.entered (job, parameters, period) select job, parameters, period from jobs.runs;
insert into jobs.schedules (job, parameters, entered_until) select job, parameters, max(due_at) from jobs.runs group by job, parameters;

-- Nobody but jobs.ask and jobs.enter may write who asked, so nobody else sets back what failed or was cancelled.
drop trigger finished_stands on jobs.runs;
create trigger finished_stands before update on jobs.runs
  for each row when (old.state = 'done' or (old.state in ('failed', 'cancelled')
    and not (new.state = 'waiting' and new.attempts = 0 and new.losses = 0 and new.asked is distinct from old.asked)))
  execute function jobs.refuse_change();

-- A run that failed or was cancelled waits to be made again, in its place and under its id.
create function jobs.set_back(which uuid, by_whom jsonb, due timestamptz, counted_by text)
returns void language sql volatile set search_path = jobs, pg_catalog, pg_temp as $$
  update jobs.runs set state = 'waiting', asked = by_whom, due_at = due, calendar = counted_by, attempts = 0, losses = 0, error = null, token = null, percent = null,
         doing = null, started_at = null, heartbeat_at = null, retry_at = null, finished_at = null, cancel_asked = false, cancelled_by = null
   where id = which and state in ('failed', 'cancelled') and asked is distinct from by_whom;
$$;

-- A repetition of the same question, with its time, sets nothing back.
create function jobs.ask(of_job text, with_parameters text, for_period text, due timestamptz, by_whom jsonb)
returns table (run uuid, is_new boolean, now_state text)
language plpgsql volatile security definer set search_path = jobs, pg_catalog, pg_temp as $$
begin
  if by_whom is null then
    raise exception 'A run that is asked for says who asked.' using errcode = 'null_value_not_allowed';
  end if;
  return query insert into jobs.runs as r (job, parameters, period, due_at, asked) values (of_job, with_parameters, for_period, due, by_whom)
    on conflict do nothing returning r.id, true, r.state;
  if found then return; end if;
  perform jobs.set_back(r.id, by_whom, r.due_at, r.calendar) from jobs.runs r where r.job = of_job and r.parameters = with_parameters and r.period = for_period;
  return query select r.id, false, r.state from jobs.runs r where r.job = of_job and r.parameters = with_parameters and r.period = for_period;
end $$;

-- Enters what has fallen due by schedule, each period once. One that somebody had asked for is done, or under way, or it becomes
-- that of the schedule: where it failed or was cancelled, and where nobody has begun it and it was asked for after it fell due.
-- So nobody takes a period off its schedule, or out of its turn, by asking for it.
create function jobs.enter(of_job text, with_parameters text, periods text[], due timestamptz[], calendars text[])
returns void language sql volatile security definer set search_path = jobs, pg_catalog, pg_temp as $$
  insert into jobs.runs (job, parameters, period, due_at, calendar)
    select of_job, with_parameters, slots.* from unnest(periods, due, calendars) as slots on conflict do nothing;
  update jobs.runs r set asked = null, due_at = slots.due_at, calendar = slots.calendar from unnest(periods, due, calendars) as slots(period, due_at, calendar)
   where r.job = of_job and r.parameters = with_parameters and r.period = slots.period and r.state = 'waiting' and r.attempts = 0
     and (r.asked ->> 'at')::timestamptz > slots.due_at and not exists (select from jobs.entered e where (e.job, e.parameters, e.period) = (r.job, r.parameters, r.period));
  select jobs.set_back(r.id, null, slots.due_at, slots.calendar) from unnest(periods, due, calendars) as slots(period, due_at, calendar)
    join jobs.runs r on r.job = of_job and r.parameters = with_parameters and r.period = slots.period
   where r.state in ('failed', 'cancelled') and r.asked is not null and not exists (select from jobs.entered e where (e.job, e.parameters, e.period) = (r.job, r.parameters, r.period));
  insert into jobs.entered (job, parameters, period) select of_job, with_parameters, period from unnest(periods) as period on conflict do nothing;
  insert into jobs.schedules as s (job, parameters, entered_until) select of_job, with_parameters, max(due_at) from unnest(due) as due_at
    on conflict (job, parameters) do update set entered_until = excluded.entered_until where s.entered_until < excluded.entered_until;
$$;

-- One that waits is cancelled at once, and one that is running when its worker next says how far it is. Answers how the run stands then; null where there is none.
create function jobs.cancel(run uuid, by_whom jsonb)
returns text language sql volatile security definer set search_path = jobs, pg_catalog, pg_temp as $$
  update jobs.runs r set cancel_asked = true, cancelled_by = coalesce(r.cancelled_by, by_whom), retry_at = null,
         state = case when r.state = 'waiting' then 'cancelled' else r.state end,
         finished_at = case when r.state = 'waiting' then now() end,
         error = case when r.state = 'waiting' then null else r.error end
   where r.id = run and r.state in ('waiting', 'running');
  select r.state from jobs.runs r where r.id = run;
$$;

revoke all on function jobs.set_back(uuid, jsonb, timestamptz, text), jobs.ask(text, text, text, timestamptz, jsonb),
  jobs.enter(text, text, text[], timestamptz[], text[]), jobs.cancel(uuid, jsonb) from public;
grant execute on function jobs.ask(text, text, text, timestamptz, jsonb), jobs.cancel(uuid, jsonb) to entente_query;
grant select (id, percent, doing, losses, asked, cancel_asked, cancelled_by, calendar) on jobs.runs to entente_query;
revoke insert (job, parameters, period, due_at) on jobs.runs from entente_worker;
grant execute on function jobs.enter(text, text, text[], timestamptz[], text[]) to entente_worker;
grant update (losses, percent, doing) on jobs.runs to entente_worker;
grant select on jobs.schedules to entente_worker;
`;
