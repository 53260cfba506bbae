/**
 * How many readable numbers were given out (CD-2024-0031), by prefix and year. Numbers are reserved in blocks and before
 * it is known whether they will be used, so that there are gaps and never two alike; the number that a record has is in
 * the log, and this table is no fold of it.
 */
export const numbers = `
create schema numbers;

create table numbers.series (
  prefix text check (prefix <> ''),
  year   text check (year ~ '^[0-9]{4}$'),
  taken  integer not null check (taken > 0),
  primary key (prefix, year)
);

-- Reserves so many numbers and answers the first of them; the row is locked until the statement has committed.
create function numbers.reserve(of_prefix text, of_year text, how_many integer) returns integer
language sql volatile security definer set search_path = numbers, pg_catalog, pg_temp as $$
  insert into numbers.series as s (prefix, year, taken) values (of_prefix, of_year, how_many)
  on conflict (prefix, year) do update set taken = s.taken + excluded.taken
  returning s.taken - how_many + 1
$$;

revoke all on all functions in schema numbers from public;
grant usage on schema numbers to entente_query;
grant execute on function numbers.reserve(text, text, integer) to entente_query;
`;
