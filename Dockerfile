# One image per service: docker build --build-arg SERVICE=ingest-gateway .
FROM eclipse-temurin:17-jdk AS build
ARG SERVICE
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -q -DskipTests -pl "${SERVICE}" -am package \
 && mv "${SERVICE}/target/${SERVICE}-exec.jar" /service.jar \
 && java -Djarmode=tools -jar /service.jar extract --layers --destination /layers

FROM eclipse-temurin:17-jre
RUN apt-get update \
 && apt-get install -y --no-install-recommends curl \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home --home-dir /sluice --uid 10001 sluice \
 && mkdir /sluice/data && chown sluice /sluice/data
WORKDIR /sluice
# From the layer that changes least to the one that changes most.
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
USER sluice
# The JVM's options, before those in JAVA_OPTS, which win. 40 % of the memory is for use outside the heap. The second
# compiler compiles as late as with ./sluice, because it takes cores from the rows. The collector is the JVM's choice.
ENV JVM_DEFAULTS="-XX:+ExitOnOutOfMemoryError -XX:MaxRAMPercentage=60 -XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=3000 \
-XX:Tier4CompileThreshold=45000 -XX:Tier4BackEdgeThreshold=120000"
ENTRYPOINT ["sh", "-c", "exec java $JVM_DEFAULTS $JAVA_OPTS -jar service.jar \"$@\"", "service"]
