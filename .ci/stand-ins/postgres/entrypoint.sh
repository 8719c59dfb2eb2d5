#!/bin/bash
# Makes the database server from POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB at the first start.
set -euo pipefail

if [ "$1" != postgres ]; then exec "$@"; fi

user=${POSTGRES_USER:-postgres}
if ! [ -s "$PGDATA/PG_VERSION" ]; then
  if [ -z "${POSTGRES_PASSWORD:-}" ]; then
    echo 'POSTGRES_PASSWORD is not set: say which password the superuser shall have.' >&2
    exit 1
  fi
  mkdir -p "$PGDATA"
  chmod 700 "$PGDATA"
  initdb --username="$user" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") --auth-local=trust --auth-host=scram-sha-256 \
    --encoding=UTF8 --locale=C.UTF-8
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  pg_ctl --pgdata="$PGDATA" --options='-c listen_addresses=' --wait start
  export PGUSER=$user PGDATABASE=${POSTGRES_DB:-$user}
  if [ "$PGDATABASE" != postgres ]; then createdb --maintenance-db=postgres "$PGDATABASE"; fi
  for file in /docker-entrypoint-initdb.d/*; do
    case $file in
      *.sh) bash "$file" ;;
      *.sql) psql --no-psqlrc --set ON_ERROR_STOP=1 --file "$file" ;;
    esac
  done
  unset PGUSER PGDATABASE
  pg_ctl --pgdata="$PGDATA" --mode=fast --wait stop
fi
exec postgres -c listen_addresses='*' "${@:2}"
