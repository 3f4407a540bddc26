#!/bin/sh
exec java -XX:TieredStopAtLevel=1 -Xmx256m -cp "/opt/kafka/libs/*" \
  -Dlog4j2.configurationFile=file:/etc/kafka/docker/tools-log4j2.yaml org.apache.kafka.tools.consumer.ConsoleConsumer "$@"
