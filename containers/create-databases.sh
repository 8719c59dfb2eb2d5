#!/bin/sh
# Gives every name in DATABASES a database `edda_<name>` and a role of the same name that alone may use it.
# What is there stays; passwords become DATABASE_PASSWORD. Connects by PGHOST, PGUSER and PGPASSWORD.
set -eu

for name in $DATABASES; do
  psql --quiet --no-psqlrc --dbname postgres --set ON_ERROR_STOP=1 \
    --set name="edda_$name" --set password="$DATABASE_PASSWORD" <<'SQL'
select format('create role %I login', :'name')
 where not exists (select from pg_roles where rolname = :'name') \gexec
alter role :"name" password :'password';
-- Order and character classes must not depend on how the server was set up.
select format('create database %I owner %I encoding %L lc_collate %L lc_ctype %L template template0',
              :'name', :'name', 'UTF8', 'C', 'C.UTF-8')
 where not exists (select from pg_database where datname = :'name') \gexec
revoke all on database :"name" from public;
SQL
  echo "edda_$name is there"
done
