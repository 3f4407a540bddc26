# One image per service: docker build --build-arg SERVICE=ingest-gateway .
# Other base images, to pin a digest: --build-arg JRE=eclipse-temurin:17-jre@sha256:...
ARG JDK=eclipse-temurin:17-jdk
ARG JRE=eclipse-temurin:17-jre

# Builds all services at once, so that the images share the work.
FROM ${JDK} AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -q -T 1C -Dmaven.test.skip -pl ingest-gateway,row-splitter,aggregator,results-api -am package
RUN for service in ingest-gateway row-splitter aggregator results-api; do \
      java -Djarmode=tools -jar "$service/target/$service-exec.jar" extract --layers \
        --application-filename service.jar --destination "/layers/$service" || exit 1; \
    done

FROM ${JRE}
RUN apt-get update \
 && apt-get install -y --no-install-recommends curl \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home --home-dir /sluice --uid 10001 sluice \
 && mkdir /sluice/data && chown sluice /sluice/data
WORKDIR /sluice
ARG SERVICE
# From the layer that changes least to the one that changes most.
COPY --from=build /layers/${SERVICE}/dependencies/ ./
COPY --from=build /layers/${SERVICE}/spring-boot-loader/ ./
COPY --from=build /layers/${SERVICE}/snapshot-dependencies/ ./
COPY --from=build /layers/${SERVICE}/application/ ./
# An archive of the classes of a start, which this JRE maps into memory instead of parsing them again.
# There is no broker to start with, so it ends with 1.
RUN SLUICE_TOPICS_START_TIMEOUT=0s java -XX:ArchiveClassesAtExit=classes.jsa -Dspring.context.exit=onRefresh -jar service.jar \
      >/dev/null 2>&1; test -f classes.jsa
USER sluice
# Beyond the container. Without keys (SLUICE_ACCESS_KEYS_FILE) that takes SLUICE_ACCESS_MODE=open.
ENV SERVER_ADDRESS=0.0.0.0
# The JVM's options, before those in JAVA_OPTS, which win. 40 % of the memory is for use outside the heap. The second
# compiler compiles as late as with ./sluice, because it takes cores from the rows. The collector is the JVM's choice.
ENV JVM_DEFAULTS="-XX:SharedArchiveFile=classes.jsa -XX:+ExitOnOutOfMemoryError -XX:MaxRAMPercentage=60 \
-XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=3000 -XX:Tier4CompileThreshold=45000 -XX:Tier4BackEdgeThreshold=120000"
ENTRYPOINT ["sh", "-c", "exec java $JVM_DEFAULTS $JAVA_OPTS -jar service.jar \"$@\"", "service"]
