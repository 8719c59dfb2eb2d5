#!/bin/bash
# KAFKA_LOG_DIRS becomes log.dirs, and so on for every KAFKA_ variable that is a setting of the broker.
set -euo pipefail

properties=/opt/kafka/config/server.properties
env | grep '^KAFKA_' | grep -vE '^KAFKA_(HEAP_OPTS|OPTS|JMX_[A-Z]+)=' | while IFS='=' read -r name value; do
  name=${name#KAFKA_}
  echo "$(tr 'A-Z_' 'a-z.' <<<"$name")=$value"
done >"$properties"

java=(java ${KAFKA_HEAP_OPTS:--Xms256m -Xmx512m} -XX:+ExitOnOutOfMemoryError -cp '/opt/kafka/libs/*'
  -Dlog4j2.configurationFile=/etc/kafka/docker/log4j2.properties)
"${java[@]}" kafka.tools.StorageTool format --ignore-formatted --cluster-id "$CLUSTER_ID" --config "$properties"
exec "${java[@]}" kafka.Kafka "$properties"
